// LoopConnections: the connections that one loop serves, with what they share: a buffer, timers, turns.
#pragma once
#include <sys/epoll.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "serving/nonblocking-connection.h"
#include "serving/precise-wait.h"
#include "serving/server.h"

namespace forkroad {

/// How the loop's thread uses it: `on_ready` for each connection that is reported, then `end_batch`, then a wait of at
/// most `longest_wait`; or, where nothing reports, `try_now` for each that there is, then `end_batch`. Nothing is freed
/// before `end_batch`, or while a batch of reports is worked through.
class LoopConnections {
 public:
  /// What to watch a connection for. Edge-triggered and once for all: no epoll_ctl per message, and a socket that was
  /// read empty is not polled again.
  static constexpr std::uint32_t watched_events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  static constexpr std::size_t buffer_bytes = 64 * 1024;  // the packet log's largest record, as BlockingConnection's

  explicit LoopConnections(const Server& server) : server_(server), buffer_(new char[buffer_bytes]) {}
  LoopConnections(const LoopConnections&) = delete;
  LoopConnections& operator=(const LoopConnections&) = delete;

  /// Serves an accepted, non-blocking connection; it is this object's until its end.
  NonblockingConnection& add(Connection connection);
  /// Counts why a connection that was added cannot be served, and ends it.
  void reject(NonblockingConnection& connection, int error);
  void on_ready(NonblockingConnection& connection, std::uint32_t events);
  /// Asks the connection's socket; returns whether there was something to do.
  bool try_now(NonblockingConnection& connection);
  /// In no order that means anything; valid until `add` or `end_batch`.
  const std::vector<std::unique_ptr<NonblockingConnection>>& all() const { return connections_; }
  /// Due timers, second turns, and the end of those that are over.
  void end_batch();
  /// Zero when someone wants a turn, the time to the next timer, or nothing when only sockets can bring news.
  Wait longest_wait() const;
  std::size_t size() const { return connections_.size(); }
  bool is_empty() const { return connections_.empty(); }

  // For the connections:
  char* buffer() { return buffer_.get(); }
  /// Another turn after this batch.
  void give_turn(NonblockingConnection& connection);
  void set_timer(NonblockingConnection& connection, std::chrono::nanoseconds delay) {
    set_timer_at(connection, Clock::now() + delay);
  }
  void set_timer_at(NonblockingConnection& connection, std::chrono::steady_clock::time_point due);

 private:
  using Clock = std::chrono::steady_clock;
  void stop_timer(NonblockingConnection& connection);
  void drop_if_over(NonblockingConnection& connection);

  const Server& server_;
  const std::unique_ptr<char[]> buffer_;
  std::vector<std::unique_ptr<NonblockingConnection>> connections_;
  std::set<std::pair<Clock::time_point, NonblockingConnection*>> timers_;
  std::vector<NonblockingConnection*> turns_;
};

}  // namespace forkroad
