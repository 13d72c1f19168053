// Open loop: message i is due at start + i / rate. A connection that is free takes the oldest due message that was not
// sent; where none is free, the message waits, and its latency with it.
#include <sys/timerfd.h>

#include <deque>

#include "load/modes.h"
#include "sockets/system-error.h"

namespace forkroad::load {
namespace {

// Waking a sleeping thread takes 20 to 90 µs on a virtual machine, more than a send may be late: it is woken so much
// before a message is due, and polls until then. Above some 20,000 messages a second it does not sleep at all.
constexpr std::int64_t early_ns = 50'000;

class OpenLoop final : public Worker {
 public:
  OpenLoop(Run& run, std::uint32_t index);

 private:
  void on_idle(Connection& connection) override;
  void on_batch() override;
  bool has_unsent() const override { return due_ns(next_) < window_.closed_ns(); }
  void each_unsent(const std::function<void(std::int64_t due)>& visit) const override;

  std::int64_t due_ns(std::uint64_t message) const {
    return run_.start_ns() + static_cast<std::int64_t>(static_cast<double>(message) * interval_ns_);
  }
  void send_what_is_due();
  void wake_at(std::int64_t when);

  const double interval_ns_;
  std::uint64_t next_;              // the oldest message that was not sent; all due later are not either
  std::deque<Connection*> idle_;    // those that were lost meanwhile are skipped
  std::int64_t idle_since_ns_ = 0;  // since when there is one
  std::int64_t wake_ns_ = 0;
  Fd timer_;
};

// The schedule is dealt out to the threads by turns: thread k sends k, k + threads, …
OpenLoop::OpenLoop(Run& run, std::uint32_t index)
    : Worker(run, index),
      interval_ns_(1e9 / run.options.rate),
      next_(index),
      timer_(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) {
  if (!timer_) throw SystemError("timerfd_create");
  watch(timer_.get());
}

void OpenLoop::on_idle(Connection& connection) {
  if (idle_.empty()) idle_since_ns_ = now_;
  idle_.push_back(&connection);
  send_what_is_due();  // not only after the batch: what is due would be late by all the replies that came with this one
}

void OpenLoop::on_batch() {
  if (phase() == Phase::opening) return;
  send_what_is_due();
  stays_awake_ = false;
  if (idle_.empty()) return;
  const std::int64_t due = due_ns(next_);
  stays_awake_ = due - now_ <= early_ns;
  if (!stays_awake_) wake_at(due - early_ns);
}

void OpenLoop::send_what_is_due() {
  while (!idle_.empty() && due_ns(next_) <= now_) {
    Connection& connection = *idle_.front();
    idle_.pop_front();
    if (connection.state != State::idle) continue;
    const std::int64_t due = due_ns(next_);
    next_ += run_.options.threads;
    now_ = now_ns();
    if (WindowTally* window = window_.open()) window->send_lag.record(now_ - std::max(due, idle_since_ns_));
    send(connection, due);
  }
}

void OpenLoop::wake_at(std::int64_t when) {
  if (when == wake_ns_) return;
  wake_ns_ = when;
  itimerspec time{};
  time.it_value.tv_sec = when / 1'000'000'000;
  time.it_value.tv_nsec = when % 1'000'000'000;
  timerfd_settime(timer_.get(), TFD_TIMER_ABSTIME, &time, nullptr);
}

void OpenLoop::each_unsent(const std::function<void(std::int64_t)>& visit) const {
  for (std::uint64_t message = next_; due_ns(message) < window_.closed_ns(); message += run_.options.threads) {
    visit(due_ns(message));
  }
}

}  // namespace

std::unique_ptr<Worker> make_open_loop(Run& run, std::uint32_t index) {
  return std::make_unique<OpenLoop>(run, index);
}

}  // namespace forkroad::load
