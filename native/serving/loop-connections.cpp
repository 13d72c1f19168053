// Turns, timers and ends of a loop's connections.
#include "serving/loop-connections.h"

#include <algorithm>

namespace forkroad {

NonblockingConnection& LoopConnections::add(Connection connection) {
  auto added = std::make_unique<NonblockingConnection>(*this, std::move(connection));
  added->start(server_.open_session(*added));
  added->index_ = connections_.size();
  connections_.push_back(std::move(added));
  return *connections_.back();
}

void LoopConnections::reject(NonblockingConnection& connection, int error) {
  connection.fail(error);
  drop_if_over(connection);
}

void LoopConnections::on_ready(NonblockingConnection& connection, std::uint32_t events) {
  connection.on_ready(events);
  if (connection.is_over()) give_turn(connection);
}

bool LoopConnections::try_now(NonblockingConnection& connection) {
  const bool had_something = connection.try_now();
  if (connection.is_over()) give_turn(connection);
  return had_something;
}

void LoopConnections::end_batch() {
  const Clock::time_point now = timers_.empty() ? Clock::time_point() : Clock::now();
  while (!timers_.empty() && timers_.begin()->first <= now) {
    NonblockingConnection& connection = *timers_.begin()->second;
    stop_timer(connection);
    connection.on_timer();
    if (connection.is_over()) give_turn(connection);
  }
  const std::vector<NonblockingConnection*> turns = std::exchange(turns_, {});
  for (NonblockingConnection* const connection : turns) {
    connection->has_turn_ = false;
    if (!connection->is_over()) connection->on_turn();
    drop_if_over(*connection);
  }
}

Wait LoopConnections::longest_wait() const {
  if (!turns_.empty()) return std::chrono::nanoseconds(0);
  if (timers_.empty()) return std::nullopt;
  return std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(timers_.begin()->first - Clock::now()));
}

void LoopConnections::give_turn(NonblockingConnection& connection) {
  if (connection.has_turn_) return;
  connection.has_turn_ = true;
  turns_.push_back(&connection);
}

void LoopConnections::set_timer_at(NonblockingConnection& connection, Clock::time_point due) {
  stop_timer(connection);
  connection.due_ = due;
  timers_.emplace(connection.due_, &connection);
}

void LoopConnections::stop_timer(NonblockingConnection& connection) {
  if (connection.due_ == NonblockingConnection::never) return;
  timers_.erase({connection.due_, &connection});
  connection.due_ = NonblockingConnection::never;
}

void LoopConnections::drop_if_over(NonblockingConnection& connection) {
  if (!connection.is_over()) return;
  stop_timer(connection);
  if (connection.has_turn_) turns_.erase(std::find(turns_.begin(), turns_.end(), &connection));
  const std::size_t index = connection.index_;
  std::swap(connections_[index], connections_.back());
  connections_[index]->index_ = index;
  connections_.pop_back();
}

}  // namespace forkroad
