// The ways to load a server; each is a Worker in its own file.
#pragma once
#include <memory>

#include "load/worker.h"

namespace forkroad::load {

/// Each connection sends its next message as soon as the reply to the last is whole.
std::unique_ptr<Worker> make_closed_loop(Run& run, std::uint32_t index);
/// Messages are due on a schedule, whatever the server does; latency counts from when a message was due.
std::unique_ptr<Worker> make_open_loop(Run& run, std::uint32_t index);
/// A connection per message, a number of them at a time; latency counts from connect to the whole reply.
std::unique_ptr<Worker> make_churn(Run& run, std::uint32_t index);
/// All connections of the thread at once, one message each, and again when all have ended; latency counts from the
/// burst's begin to the whole reply.
std::unique_ptr<Worker> make_burst(Run& run, std::uint32_t index);

}  // namespace forkroad::load
