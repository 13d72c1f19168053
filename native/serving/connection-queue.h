// ConnectionQueue: accepted connections on their way to the threads that serve them; how deep and how long, counted.
#pragma once
#include <chrono>
#include <optional>

#include "serving/bounded-queue.h"
#include "serving/connection.h"
#include "serving/counters.h"

namespace forkroad {

/// One thread puts, any number take.
class ConnectionQueue {
 public:
  explicit ConnectionQueue(std::size_t capacity) : queue_(capacity) {}

  /// Waits while it is full; false once it is closed.
  bool wait_for_room() { return queue_.wait_for_room(); }
  void put(Connection connection) { counters().queue_was(queue_.put({std::move(connection), Clock::now()})); }
  /// Waits while it is empty; nothing once it is closed and empty.
  std::optional<Connection> take() {
    std::optional<Waiting> next = queue_.take();
    if (!next) return std::nullopt;
    counters().left_queue(Clock::now() - next->since);
    return std::move(next->connection);
  }
  void close() { queue_.close(); }

 private:
  using Clock = std::chrono::steady_clock;
  struct Waiting {
    Connection connection;
    Clock::time_point since;
  };
  BoundedQueue<Waiting> queue_;
};

}  // namespace forkroad
