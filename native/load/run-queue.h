// How long the calling thread has been runnable without running: the kernel's run-queue delay.
#pragma once
#include <cstdint>
#include <optional>

namespace forkroad::load {

/// Since the thread's start, in nanoseconds; nothing where the kernel keeps no /proc/thread-self/schedstat.
std::optional<std::int64_t> run_queue_wait_ns();

}  // namespace forkroad::load
