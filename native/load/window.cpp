// Crossing the edges. They are due at moments that all threads share, however late a thread passed the one before.
#include "load/window.h"

#include "load/run-queue.h"

namespace forkroad::load {

void Window::start() {
  phase_ = Phase::warm_up;
  next_edge_ns_ = run_.edge_ns(0);
}

void Window::look_again() {
  if (phase() == Phase::warm_up) next_edge_ns_ = run_.edge_ns(0);
}

void Window::cross(std::int64_t now) {
  const Reading reading{now, nanoseconds_of(CLOCK_THREAD_CPUTIME_ID), run_queue_wait_ns()};
  while (now >= next_edge_ns_) {
    run_.pass_edge(next_edge_, now);
    if (open_ != nullptr) close(reading);
    if (next_edge_ == run_.options.windows) return end(now);
    phase_ = Phase::measuring;
    open_ = &tally_.windows[next_edge_];
    opened_ = reading;
    next_edge_ns_ = run_.edge_ns(++next_edge_);
  }
}

void Window::cut_short(std::int64_t now) {
  if (open_ != nullptr) {
    run_.pass_edge(run_.options.windows, now);
    close({now, nanoseconds_of(CLOCK_THREAD_CPUTIME_ID), run_queue_wait_ns()});
  }
  end(now);
}

void Window::close(const Reading& now) {
  const auto cpu_ns = static_cast<std::uint64_t>(now.cpu_ns - opened_.cpu_ns);
  open_->cpu_ns.set(cpu_ns);
  open_->busiest_cpu_ns.set(cpu_ns);
  open_->busiest_wait_ns.set(now.wait_ns && opened_.wait_ns
                                 ? static_cast<std::uint64_t>(*now.wait_ns - *opened_.wait_ns)
                                 : WindowTally::unknown_ns);
  open_->length_ns.set(static_cast<std::uint64_t>(now.at_ns - opened_.at_ns));
  last_ = open_;
  open_ = nullptr;
}

void Window::end(std::int64_t now) {
  phase_ = Phase::holding;
  next_edge_ns_ = INT64_MAX;
  closed_ns_ = now;
}

}  // namespace forkroad::load
