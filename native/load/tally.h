// Tally: what one thread of the engine has counted.
#pragma once
#include <array>
#include <ctime>

#include "load/count.h"
#include "load/histogram.h"
#include "load/options.h"

namespace forkroad::load {

/// Written by its worker's thread; any thread may read it meanwhile.
struct Tally {
  // Inside the measured window only.
  Histogram latency;
  Histogram send_lag;  ///< open loop: how late the client itself was, once a connection was free
  Count messages;
  Count unanswered;  ///< open loop: due in the window, not answered by its end
  Count cpu_ns;
  Count window_ns;

  // From the first connect to the last close.
  std::array<Count, error_names.size()> errors;
  Count established;
  Count served;
  Count all_messages;
  Count bytes_sent;
  Count bytes_received;

  void error(ErrorKind kind) { errors[static_cast<std::size_t>(kind)].add(1); }
};

inline std::int64_t nanoseconds_of(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

inline std::int64_t now_ns() {
  return nanoseconds_of(CLOCK_MONOTONIC);
}

}  // namespace forkroad::load
