// What every connection that is served by a loop is held to, whatever tells the loop.
#pragma once
#include <chrono>
#include <cstddef>

namespace forkroad::limits {

/// How long a peer may take to stop sending after we closed.
constexpr std::chrono::nanoseconds linger = std::chrono::seconds(1);
/// What a peer may leave unread: one reply of the largest message that `forkroad load` sends.
constexpr std::size_t unsent_bytes = 16 * 1024 * 1024;
/// What a session may want before it consumes any of it: the packet log's largest record, as BlockingConnection's
/// buffer.
constexpr std::size_t unconsumed_bytes = 64 * 1024;

}  // namespace forkroad::limits
