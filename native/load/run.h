// Run: what the engine's threads share: the plan, the pattern, the moment of the start, the reason of the end.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>

#include "load/options.h"
#include "load/pattern.h"
#include "load/protocol.h"
#include "load/target.h"
#include "load/warm-up.h"

namespace forkroad::load {

/// Any thread may call anything. Times are nanoseconds of CLOCK_MONOTONIC.
///
/// Except where each message has a connection of its own, a run opens before it starts: each connection exchanges one
/// message, so that a server that needs its time to make a process per connection is not measured while it does. The
/// start comes when all that can be served have been, or, since a server may serve fewer than it is asked to, when no
/// further one was for a while.
class Run {
 public:
  explicit Run(const Options& options);

  const Options options;
  const Target target;
  const Pattern pattern;
  const std::unique_ptr<const Protocol> protocol;
  WarmUp warm_up;

  /// Before any thread starts.
  void begin(std::int64_t now);
  /// Zero while the run is opening.
  std::int64_t start_ns() const { return start_ns_.load(std::memory_order_relaxed); }
  void served_first(std::int64_t now);
  /// A connection is lost for good; the run ends with the last that is not silent.
  void lost_one(std::int64_t now, bool is_silent);
  /// An answer is overdue, but still waited for; the run ends when all are and no answer ever came.
  void late_one();
  void came_back() { late_.fetch_sub(1); }
  /// So many of a thread's connections were late when the rest had been waited for; where all are, the run is lost.
  void unanswered_at_end(std::uint32_t late);
  void start_when_ready(std::int64_t now);

  /// The measured time begins as soon as a thread hears of it, if it has not begun.
  void end_warm_up() { is_warm_.store(true, std::memory_order_relaxed); }

  /// When an edge is due: number 0 starts the first window, number `options.windows` ends the last. The measured time
  /// counts from when the first thread passed edge 0, so that it is whole however late that was.
  std::int64_t edge_ns(std::uint32_t edge) const;
  /// The first thread to pass an edge tells of it: no thread that is held up delays what is read at that moment.
  void pass_edge(std::uint32_t edge, std::int64_t now);

  /// The load goes on after its last window, which closed then.
  bool is_held(std::int64_t closed_ns, std::int64_t now) const;
  void release() { is_released_.store(true, std::memory_order_relaxed); }

  Ending ending() const { return ending_.load(std::memory_order_relaxed); }
  /// The first reason given stays.
  void end(Ending why);

 private:
  void start(std::int64_t now);
  bool is_first_at(std::uint32_t edge);

  std::int64_t begun_ns_ = 0;  ///< written before the threads start
  std::atomic<std::int64_t> start_ns_{0};
  std::atomic<std::int64_t> last_served_ns_{0};
  std::atomic<std::uint32_t> served_{0};
  std::atomic<std::int64_t> opened_ns_{0};  ///< zero until edge 0 is passed
  std::atomic<std::uint32_t> next_to_announce_{0};
  std::atomic<std::uint32_t> live_;      ///< not lost for good, of those that are not silent
  std::atomic<std::uint32_t> late_{0};   ///< of these, how many are overdue
  std::atomic<std::uint32_t> stuck_{0};  ///< of these, how many still were at the end
  std::atomic<std::uint32_t> awaited_;   ///< silent ones included
  std::atomic<bool> is_warm_{false};
  std::atomic<bool> is_released_{false};
  std::atomic<Ending> ending_{Ending::running};
};

}  // namespace forkroad::load
