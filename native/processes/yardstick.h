// The yardstick: what a hand-over between two threads costs on one CPU now, to tell a slow or busy machine by.
#pragma once
#include <chrono>

namespace forkroad {

/// Two threads, pinned to `cpu`, pass a byte to and fro over a socketpair for `duration`; the mean time of a round
/// trip, in nanoseconds. Blocks the caller for a little longer than that; its own affinity stays as it is. Throws
/// SystemError: EINVAL for a CPU that is not usable, or what socketpair said.
double yardstick_ns(int cpu, std::chrono::microseconds duration);

}  // namespace forkroad
