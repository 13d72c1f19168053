// Window: the phases of a run as one thread goes through them, and what it measures at the edges of the measured one.
#pragma once
#include <atomic>
#include <cstdint>

#include "load/run.h"
#include "load/tally.h"

namespace forkroad::load {

/// Owned by a worker's thread; `phase` may be read by any.
class Window {
 public:
  /// `events_fd` gets a line of JSON at each edge; -1 for none.
  Window(const Run& run, Tally& tally, int events_fd) : run_(run), tally_(tally), events_fd_(events_fd) {}

  Phase phase() const { return phase_.load(std::memory_order_relaxed); }
  bool is_measuring() const { return phase() == Phase::measuring; }
  /// To be called with the time of each event before the event is counted.
  void pass(std::int64_t now) {
    if (now >= next_edge_ns_) cross(now);
  }
  /// From opening into warm-up, once the run has started.
  void start();
  /// Closes the window early, if it is open, and goes on to draining.
  void cut_short(std::int64_t now);
  std::int64_t next_edge_ns() const { return next_edge_ns_; }
  /// When the measured window closed; known while draining.
  std::int64_t closed_ns() const { return closed_ns_; }

 private:
  void cross(std::int64_t now);
  void open(std::int64_t now);
  void close(std::int64_t now);
  void announce(const char* line) const;

  const Run& run_;
  Tally& tally_;
  const int events_fd_;
  std::atomic<Phase> phase_{Phase::opening};
  std::int64_t next_edge_ns_ = INT64_MAX;
  std::int64_t opened_ns_ = 0;
  std::int64_t closed_ns_ = 0;
  std::int64_t cpu_at_open_ns_ = 0;
};

}  // namespace forkroad::load
