// RingConnections: the connections of one ring, with what they share: timers, turns, memory for what they send.
#pragma once
#include <chrono>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "serving/precise-wait.h"
#include "serving/server.h"
#include "serving/uring/completion-connection.h"
#include "serving/uring/ring.h"

namespace forkroad {

/// The sibling of LoopConnections. How the ring's thread uses it: `on_completion` for each that is theirs, then
/// `end_batch`, then a wait of at most `longest_wait`. Nothing is freed before `end_batch`, or before the kernel has
/// told the end of all that it was asked for.
class RingConnections {
 public:
  RingConnections(const Server& server, Ring& ring) : server_(server), ring_(ring) {}
  RingConnections(const RingConnections&) = delete;
  RingConnections& operator=(const RingConnections&) = delete;

  /// Serves an accepted connection; it is this object's until its end.
  void add(Connection connection);
  void on_completion(const Completion& completion);
  /// Due timers; and what the connections have to ask of the kernel now, once each for the whole batch.
  void end_batch();
  Wait longest_wait() const;
  bool is_empty() const { return connections_.empty(); }

  // For the connections:
  Ring& ring() { return ring_; }
  /// Its turn at the end of this batch.
  void give_turn(CompletionConnection& connection);
  void set_timer(CompletionConnection& connection, std::chrono::nanoseconds delay) {
    set_timer_at(connection, Clock::now() + delay);
  }
  void set_timer_at(CompletionConnection& connection, std::chrono::steady_clock::time_point due);
  /// Empty, with what another connection no longer needs, so that a message costs no allocation.
  std::vector<char> lend_memory();
  void take_back_memory(std::vector<char> memory);

 private:
  using Clock = std::chrono::steady_clock;
  void stop_timer(CompletionConnection& connection);
  void drop_if_done(CompletionConnection& connection);

  const Server& server_;
  Ring& ring_;
  std::vector<std::unique_ptr<CompletionConnection>> connections_;
  std::set<std::pair<Clock::time_point, CompletionConnection*>> timers_;
  std::vector<CompletionConnection*> turns_;
  std::vector<std::vector<char>> spare_;
};

}  // namespace forkroad
