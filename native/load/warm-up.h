// WarmUp: the load before the measured time, cut into windows, by whose rates somebody may find it warm.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <mutex>
#include <vector>

#include "load/options.h"

namespace forkroad::load {

struct WarmUpWindow {
  std::uint64_t messages = 0;  ///< whole replies, of all threads
  std::int64_t length_ns = 0;
};

/// Any thread may call anything but `count_with`. A window is as long as the options say, and longer until it has as
/// many messages as they say: with a few, its rate would be chance.
class WarmUp {
 public:
  explicit WarmUp(const Options& options) : options_(options) {}

  /// How many whole replies have come so far. Before any thread starts.
  void count_with(std::function<std::uint64_t()> count) { count_ = std::move(count); }
  /// False when it had started before.
  bool start(std::int64_t now);
  /// To be called now and then: closes a window that is due. The first caller does it.
  void pass(std::int64_t now) {
    if (now >= next_ns()) close_window(now);
  }
  /// When a window may be due.
  std::int64_t next_ns() const { return next_ns_.load(std::memory_order_relaxed); }
  /// The measured time begins. Once.
  void end(std::int64_t now);

  struct Report {
    bool is_over = false;
    std::uint64_t messages = 0;
    std::int64_t length_ns = 0;
    std::vector<WarmUpWindow> windows;  ///< the rest after the last of them is in the sums only
  };
  Report report() const;

 private:
  void close_window(std::int64_t now);
  void add_window(std::uint64_t count, std::int64_t now);  // under the lock
  std::uint64_t count() const { return count_ ? count_() : 0; }

  const Options& options_;
  std::function<std::uint64_t()> count_;
  std::atomic<std::int64_t> next_ns_{std::numeric_limits<std::int64_t>::max()};
  mutable std::mutex mutex_;  // guards what follows; locked a few times a second
  bool has_started_ = false;
  std::int64_t started_ns_ = 0;
  std::int64_t opened_ns_ = 0;  // of the window that is open
  std::uint64_t count_at_start_ = 0;
  std::uint64_t count_at_opening_ = 0;
  Report report_;
};

}  // namespace forkroad::load
