// A set is itself a descriptor that can be polled, and ppoll counts in nanoseconds (epoll_pwait2 is not in every libc).
#include "serving/precise-wait.h"

#include <poll.h>

#include <algorithm>

namespace forkroad {
namespace {

// From here on a millisecond is less than a hundredth, and need not cost a system call of its own.
constexpr std::chrono::nanoseconds long_enough = std::chrono::milliseconds(100);
constexpr std::chrono::nanoseconds longest_timeout = std::chrono::hours(24);

}  // namespace

Wait sooner(Wait a, Wait b) {
  return a && b ? std::min(*a, *b) : a ? a : b;
}

int wait_precisely(int epoll, Wait longest) {
  if (!longest) return -1;
  if (*longest >= long_enough)
    return static_cast<int>(std::min(*longest, longest_timeout) / std::chrono::milliseconds(1)) + 1;
  if (longest->count() > 0) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*longest);
    const timespec timeout{seconds.count(), (*longest - seconds).count()};
    pollfd readable{epoll, POLLIN, 0};
    ppoll(&readable, 1, &timeout, nullptr);
  }
  return 0;
}

}  // namespace forkroad
