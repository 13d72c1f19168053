// Completions, turns, timers and ends of a ring's connections.
#include "serving/uring/ring-connections.h"

#include <algorithm>

namespace forkroad {
namespace {

constexpr std::size_t most_spare = 256;
constexpr std::size_t largest_spare = 16 * 1024;  // 4 MiB in all

}  // namespace

void RingConnections::add(Connection connection) {
  auto added = std::make_unique<CompletionConnection>(*this, std::move(connection));
  added->start(server_.open_session(*added));
  added->index_ = connections_.size();
  connections_.push_back(std::move(added));
}

void RingConnections::on_completion(const Completion& completion) {
  if (completion.owner == nullptr) return;
  auto& connection = *static_cast<CompletionConnection*>(completion.owner);
  if (completion.operation == Completion::Of::receive) {
    connection.on_received(completion.result, completion.received, completion.is_last);
  } else if (completion.operation == Completion::Of::send) {
    connection.on_sent(completion.result);
  } else {
    connection.on_hang_up();
  }
  give_turn(connection);
}

void RingConnections::end_batch() {
  const Clock::time_point now = timers_.empty() ? Clock::time_point() : Clock::now();
  while (!timers_.empty() && timers_.begin()->first <= now) {
    CompletionConnection& connection = *timers_.begin()->second;
    stop_timer(connection);
    connection.on_timer();
    give_turn(connection);
  }
  const std::vector<CompletionConnection*> turns = std::exchange(turns_, {});
  for (CompletionConnection* const connection : turns) {
    connection->has_turn_ = false;
    connection->on_turn();
    drop_if_done(*connection);
  }
}

Wait RingConnections::longest_wait() const {
  if (!turns_.empty()) return std::chrono::nanoseconds(0);
  if (timers_.empty()) return std::nullopt;
  return std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(timers_.begin()->first - Clock::now()));
}

void RingConnections::give_turn(CompletionConnection& connection) {
  if (connection.has_turn_) return;
  connection.has_turn_ = true;
  turns_.push_back(&connection);
}

void RingConnections::set_timer_at(CompletionConnection& connection, Clock::time_point due) {
  stop_timer(connection);
  connection.due_ = due;
  timers_.emplace(connection.due_, &connection);
}

std::vector<char> RingConnections::lend_memory() {
  if (spare_.empty()) return {};
  std::vector<char> memory = std::move(spare_.back());
  spare_.pop_back();
  return memory;
}

void RingConnections::take_back_memory(std::vector<char> memory) {
  if (memory.capacity() > largest_spare || spare_.size() == most_spare) return;
  memory.clear();
  spare_.push_back(std::move(memory));
}

void RingConnections::stop_timer(CompletionConnection& connection) {
  if (connection.due_ == CompletionConnection::never) return;
  timers_.erase({connection.due_, &connection});
  connection.due_ = CompletionConnection::never;
}

void RingConnections::drop_if_done(CompletionConnection& connection) {
  if (!connection.is_done()) return;
  stop_timer(connection);
  const std::size_t index = connection.index_;
  std::swap(connections_[index], connections_.back());
  connections_[index]->index_ = index;
  connections_.pop_back();
}

}  // namespace forkroad
