// The logger: the one thread that drains all rings and owns the output.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <limits>
#include <mutex>
#include <thread>

#include "packet-log/drain.h"
#include "packet-log/packet-log.h"
#include "packet-log/sink.h"

namespace forkroad::packet_log {

/// Starts its thread, and the recording, when made. Whoever makes it calls stop() once, and deletes it only if that
/// returned true.
class Logger {
 public:
  Logger(Region& region, const LoggerOptions& options);
  Logger(const Logger&) = delete;
  Logger& operator=(const Logger&) = delete;

  /// Returns whether the thread has ended; if not, it is stuck in write(2) and must be left alone, with this object.
  bool stop(int patience_ms);

 private:
  void run();
  void rest(bool found);
  void finish();

  Region& region_;
  std::atomic<std::uint64_t> deadline_ns_{std::numeric_limits<std::uint64_t>::max()};
  std::atomic<bool> is_stopping_{false};
  Sink sink_;
  Drain drain_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool has_ended_ = false;  // guarded by mutex_
  std::thread thread_;      // last: it uses all of the above
};

}  // namespace forkroad::packet_log
