// Tally: what one thread of the engine has counted, in each window and over the run.
#pragma once
#include <array>
#include <ctime>
#include <vector>

#include "load/count.h"
#include "load/histogram.h"
#include "load/options.h"

namespace forkroad::load {

/// One window as one thread saw it, or the sum over threads.
struct WindowTally {
  Histogram latency;
  Histogram unanswered;  ///< of `latency`, what was never answered: lower bounds
  Histogram send_lag;    ///< open loop: how late the client itself was, once a connection was free
  Count messages;
  Count length_ns;  ///< zero until the window has closed
  Count cpu_ns;
  // Of the thread that used most CPU.
  Count busiest_cpu_ns;
  Count busiest_wait_ns;  ///< runnable, but not running; `unknown_ns` where the kernel does not tell

  static constexpr std::uint64_t unknown_ns = UINT64_MAX;

  void add(const WindowTally& part);
};

/// Written by its worker's thread; any thread may read it meanwhile.
struct Tally {
  explicit Tally(std::uint32_t windows) : windows(windows) {}

  std::vector<WindowTally> windows;  // of a fixed length
  Count unanswered;                  ///< begun or due in the measured time, never answered; in the latencies
  Count answered_after_end;          ///< of it, answered after it; in the latencies, not in the messages

  // From the first connect to the last close.
  std::array<Count, error_names.size()> errors;
  std::array<Count, 1000> statuses;  ///< HTTP's that were no success, by code
  Count established;
  Count served;
  Count reconnects;  ///< of connections that the server had announced to end
  Count idle_established;
  Count idle_served;
  Count all_messages;
  Count bytes_sent;
  Count bytes_received;

  void error(ErrorKind kind) { errors[static_cast<std::size_t>(kind)].add(1); }
  void bad_status(std::uint16_t status) {
    error(ErrorKind::status);
    statuses[status].add(1);
  }
  /// Adds another's counts to this one's; the other may be written meanwhile. Lengths of windows are added, too.
  void add(const Tally& part);
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
