// What has no answer, and what becomes of it in the latencies.
//
// A message that began, or was due, in the measured time and is not answered when that ends is waited for, under the
// load as before. If its answer comes, it enters with its latency; if not, with its age, which is a lower bound, and
// counts as unanswered. So does a message whose connection was lost. A time-out is counted as an error, but the message
// is still waited for on its connection: a shorter --timeout changes no latency.
#include <algorithm>

#include "load/worker.h"

namespace forkroad::load {
namespace {

// A stall at the end lasts at least so long before it counts as one.
constexpr std::int64_t least_grace_ns = 1'000'000'000;

}  // namespace

// In a mode that keeps its connections, one that was never served waits in a backlog, which some models are about.
bool Worker::is_under_way(const Connection& connection) const {
  if (connection.state != State::exchanging && connection.state != State::connecting) return false;
  return !connection.is_silent && (connection.was_served || expects_every_answer_);
}

bool Worker::is_awaited(const Connection& connection) const {
  return is_under_way(connection) && connection.since_ns < window_.closed_ns();
}

// A server that takes long for each message is given as long again.
std::int64_t Worker::grace_ns() const {
  const auto slowest = static_cast<std::int64_t>(window_.last() == nullptr ? 0 : window_.last()->latency.max_ns());
  const bool is_stopped = run_.ending() != Ending::running;
  return is_stopped ? least_grace_ns
                    : std::max(least_grace_ns, std::min<std::int64_t>(slowest, run_.options.timeout.count()));
}

void Worker::judge_when_settled() {
  if (is_judged_ || !window_.is_closed()) return;
  const auto is_pending = [this](const Connection& connection) { return is_awaited(connection); };
  const bool is_settled = std::none_of(connections_.begin(), connections_.end(), is_pending) && !has_unsent();
  if (window_.last() == nullptr || is_settled || now_ - window_.closed_ns() >= grace_ns()) judge();
}

void Worker::judge() {
  is_judged_ = true;
  WindowTally* last = window_.last();
  if (last == nullptr) return;
  std::uint32_t late = 0;
  for (const Connection& connection : connections_) {
    if (!is_awaited(connection)) continue;
    count_unanswered(*last, now_ - connection.since_ns);
    late += connection.is_late ? 1 : 0;
  }
  each_unsent([&](std::int64_t due) { count_unanswered(*last, now_ - due); });
  for (const Lost& lost : lost_) count_unanswered(*lost.window, window_.closed_ns() - lost.since_ns);
  run_.unanswered_at_end(late);
}

void Worker::count_unanswered(WindowTally& window, std::int64_t age_ns) {
  tally_.unanswered.add(1);
  window.latency.record(age_ns);
  window.unanswered.record(age_ns);
}

// Before its connection is closed.
void Worker::remember_lost(const Connection& connection) {
  if (is_judged_ || !is_under_way(connection)) return;
  if (window_.open() != nullptr) {
    lost_.push_back({connection.since_ns, window_.open()});
  } else if (window_.last() != nullptr && is_awaited(connection)) {
    lost_.push_back({connection.since_ns, window_.last()});
  }
}

void Worker::time_out(Connection& connection) {
  if (!is_under_way(connection)) return lose(connection, ErrorKind::timeout);
  tally_.error(ErrorKind::timeout);
  connection.is_late = true;
  run_.late_one();
}

void Worker::come_back_late(Connection& connection) {
  if (connection.is_late) run_.came_back();
  connection.is_late = false;
}

// Of a message that was answered after the last window had closed.
void Worker::count_after_end(const Connection& connection) {
  if (is_judged_ || window_.last() == nullptr || !is_awaited(connection)) return;
  tally_.answered_after_end.add(1);
  window_.last()->latency.record(now_ - connection.since_ns);
}

}  // namespace forkroad::load
