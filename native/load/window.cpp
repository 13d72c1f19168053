// Crossing the edges.
#include "load/window.h"

#include <unistd.h>

#include <cstring>

namespace forkroad::load {

void Window::start() {
  phase_ = Phase::warm_up;
  next_edge_ns_ = run_.start_ns() + run_.options.warm_up.count();
}

void Window::cross(std::int64_t now) {
  if (phase() == Phase::warm_up) {
    open(now);
  } else {
    close(now);
  }
}

void Window::cut_short(std::int64_t now) {
  if (is_measuring()) {
    close(now);
  } else {
    phase_ = Phase::draining;
    next_edge_ns_ = INT64_MAX;
    closed_ns_ = now;
  }
}

void Window::open(std::int64_t now) {
  announce("{\"event\":\"window-start\"}\n");
  phase_ = Phase::measuring;
  opened_ns_ = now;
  next_edge_ns_ = now + run_.options.duration.count();
  cpu_at_open_ns_ = nanoseconds_of(CLOCK_THREAD_CPUTIME_ID);
}

void Window::close(std::int64_t now) {
  const std::int64_t cpu_ns = nanoseconds_of(CLOCK_THREAD_CPUTIME_ID) - cpu_at_open_ns_;
  announce("{\"event\":\"window-end\"}\n");
  phase_ = Phase::draining;
  next_edge_ns_ = INT64_MAX;
  closed_ns_ = now;
  tally_.cpu_ns.set(static_cast<std::uint64_t>(cpu_ns));
  tally_.window_ns.set(static_cast<std::uint64_t>(now - opened_ns_));
}

// A caller that does not listen any more loses the line; that is its own affair.
void Window::announce(const char* line) const {
  if (events_fd_ < 0) return;
  [[maybe_unused]] const ssize_t written = ::write(events_fd_, line, std::strlen(line));
}

}  // namespace forkroad::load
