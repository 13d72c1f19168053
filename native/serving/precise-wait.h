// Waiting on an epoll set with a deadline finer than epoll_wait's milliseconds, as `--work wait:100us` needs it.
#pragma once
#include <chrono>
#include <optional>

namespace forkroad {

using Wait = std::optional<std::chrono::nanoseconds>;  ///< how long at most; nothing: until there is news

/// The shorter of the two.
Wait sooner(Wait a, Wait b);

/// Waits until the set has something to report or the time is over, if there is a time; returns the timeout that
/// epoll_wait shall have then: none (-1), or 0.
int wait_precisely(int epoll, Wait longest);

}  // namespace forkroad
