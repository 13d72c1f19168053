// Window: the phases of a run as one thread goes through them, and what it measures in each window of the measured
// time.
#pragma once
#include <atomic>
#include <cstdint>
#include <optional>

#include "load/run.h"
#include "load/tally.h"

namespace forkroad::load {

/// Owned by a worker's thread; `phase` may be read by any.
class Window {
 public:
  Window(Run& run, Tally& tally) : run_(run), tally_(tally) {}

  Phase phase() const { return phase_.load(std::memory_order_relaxed); }
  /// What the open window counts into; null outside the measured time.
  WindowTally* open() const { return open_; }
  /// To be called with the time of each event before the event is counted.
  void pass(std::int64_t now) {
    if (now >= next_edge_ns_) cross(now);
  }
  /// From opening into warm-up, once the run has started.
  void start();
  /// When the warm-up ends may have changed.
  void look_again();
  /// Closes the open window early, if there is one; nothing more is measured.
  void cut_short(std::int64_t now);
  /// From holding into draining.
  void drain() { phase_ = Phase::draining; }
  /// Nothing more is measured.
  bool is_closed() const { return phase() >= Phase::holding; }
  std::int64_t next_edge_ns() const { return next_edge_ns_; }
  /// The last window that was measured, and when it closed; known once nothing more is measured. Null when there was
  /// none.
  WindowTally* last() const { return last_; }
  std::int64_t closed_ns() const { return closed_ns_; }

 private:
  struct Reading {
    std::int64_t at_ns = 0;
    std::int64_t cpu_ns = 0;
    std::optional<std::int64_t> wait_ns;
  };

  void cross(std::int64_t now);
  void close(const Reading& now);
  void end(std::int64_t now);

  Run& run_;
  Tally& tally_;
  std::atomic<Phase> phase_{Phase::opening};
  std::uint32_t next_edge_ = 0;  ///< 0 opens the first window, options.windows closes the last
  std::int64_t next_edge_ns_ = INT64_MAX;
  WindowTally* open_ = nullptr;
  WindowTally* last_ = nullptr;
  Reading opened_;
  std::int64_t closed_ns_ = 0;
};

}  // namespace forkroad::load
