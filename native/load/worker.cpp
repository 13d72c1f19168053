// The worker's loop: batches of events, phases, the sweep for what is overdue, the drain.
#include "load/worker.h"

#include <sys/prctl.h>

#include <algorithm>
#include <array>
#include <string>

#include "serving/threads.h"
#include "sockets/system-error.h"

namespace forkroad::load {
namespace {

constexpr int batch = 128;
constexpr std::size_t largest_buffer = 256 * 1024;
// A burst beyond a listener's backlog is retried by the kernel after 1 s. Silent connections, of which there may be
// thousands, wait for answers as well: a server that takes its time for each would have them all in its backlog.
constexpr std::size_t most_connecting = 128;
constexpr std::int64_t sweep_interval_ns = 50'000'000;
constexpr std::int64_t drain_ns = 1'000'000'000;  // for the server to send back what is under way, and its end
constexpr int opening_wait_ms = 1;                // another thread may find that the run has started

std::uint32_t share_of(std::uint32_t connections, std::uint32_t threads, std::uint32_t index) {
  return connections / threads + (index < connections % threads ? 1 : 0);
}

}  // namespace

Worker::Worker(Run& run, std::uint32_t index)
    : run_(run),
      index_(index),
      tally_(run.options.windows),
      window_(run, tally_),
      connections_(share_of(run.options.connections, run.options.threads, index) +
                   share_of(run.options.idle, run.options.threads, index)),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      buffer_(std::min(run.protocol->reply_bytes(), largest_buffer)) {
  if (!epoll_) throw SystemError("epoll_create1");
  std::uint32_t number = index;
  for (Connection& connection : connections_) {
    connection.number = number;
    number += run.options.threads;
  }
  const auto silent = share_of(run.options.idle, run.options.threads, index);
  for (auto it = connections_.end() - silent; it != connections_.end(); ++it) it->is_silent = true;
}

void Worker::run() {
  name_this_thread("load-" + std::to_string(index_));
  block_signals_of_this_thread();
  prctl(PR_SET_TIMERSLACK, 1);
  now_ = now_ns();
  std::array<epoll_event, batch> events;
  while (goes_on()) {
    const int count = epoll_wait(epoll_.get(), events.data(), batch, wait_ms());
    if (count <= 0) now_ = now_ns();
    for (int i = 0; i < count; i++) {
      auto* connection = static_cast<Connection*>(events[i].data.ptr);
      if (connection != nullptr) {
        handle(*connection, events[i].events);
      } else {
        now_ = now_ns();
      }
    }
  }
  if (window_.is_closed() && !is_judged_) judge();
  for (Connection& connection : connections_) close(connection);
}

bool Worker::goes_on() {
  if (phase() == Phase::warm_up) run_.warm_up.pass(now_);
  window_.look_again();
  window_.pass(now_);
  if (now_ >= next_sweep_ns_) sweep();
  while (may_open_next()) open(connections_[next_to_open_++]);
  if (window_.phase() == Phase::opening && run_.start_ns() != 0) {
    window_.start();
    for (Connection& connection : connections_) {
      if (connection.state == State::idle && !connection.is_silent) on_idle(connection);
    }
  }
  const Ending ending = run_.ending();
  if (ending == Ending::lost || ending == Ending::unanswered) return false;
  if (ending == Ending::stopped && !window_.is_closed()) window_.cut_short(now_);
  judge_when_settled();
  if (phase() == Phase::holding && is_judged_ && is_over()) begin_drain();
  if (is_draining()) return open_ > 0 && now_ < drain_until_ns_;
  on_batch();
  return true;
}

// The last window has closed, and nobody holds the load.
bool Worker::is_over() const {
  return window_.is_closed() && !run_.is_held(window_.closed_ns(), now_);
}

int Worker::wait_ms() const {
  if (window_.phase() == Phase::opening) return opening_wait_ms;
  if (stays_awake_) return 0;
  const std::int64_t until = std::min({next_sweep_ns_, window_.next_edge_ns(), run_.warm_up.next_ns()}) - now_;
  return until <= 0 ? 0 : static_cast<int>((until + 999'999) / 1'000'000);
}

void Worker::begin_drain() {
  window_.drain();
  drain_until_ns_ = now_ + drain_ns;
  for (Connection& connection : connections_) {
    if (connection.state == State::connecting || connection.is_silent) {
      close(connection);
    } else if (connection.state != State::closed) {
      half_close(connection);
    }
  }
}

void Worker::sweep() {
  next_sweep_ns_ = now_ + sweep_interval_ns;
  if (is_over()) return;
  run_.start_when_ready(now_);
  for (Connection& connection : connections_) {
    if (is_overdue(connection)) time_out(connection);
  }
}

// A connection that waits in a backlog, established but never served, is what some models are about: no error.
bool Worker::is_overdue(const Connection& connection) const {
  const bool expects_answer = expects_every_answer_ || connection.was_served || connection.state == State::connecting;
  const bool is_waiting = connection.state != State::closed && connection.state != State::idle;
  return is_waiting && expects_answer && !connection.is_late &&
         now_ - connection.active_ns > run_.options.timeout.count();
}

bool Worker::may_open_next() const {
  if (next_to_open_ == connections_.size() || connecting_ >= most_connecting || is_draining()) return false;
  if (!connections_[next_to_open_].is_silent) return true;
  return phase() == Phase::opening && silent_unanswered_ < most_connecting;
}

void Worker::watch(int fd) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLET;
  if (epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) != 0) throw SystemError("epoll_ctl");
}

}  // namespace forkroad::load
