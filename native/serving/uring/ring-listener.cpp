// One accept for all connections; it ends with an error, and is asked for again unless the server stops.
#include "serving/uring/ring-listener.h"

#include <algorithm>
#include <cerrno>

namespace forkroad {

using Clock = std::chrono::steady_clock;

RingListener::RingListener(Server& server, Ring& ring, int listener)
    : server_(server), ring_(ring), listener_(listener), accepting_(std::in_place, server) {}

// The accept is cancelled again with each wait, since it cannot be while the kernel is at it; whoever stops us
// interrupts our waits until we are done.
bool RingListener::is_open() {
  if (!accepting_) return false;
  if (server_.is_stopping() || is_shut_down_) {
    if (is_accepting_) {
      ring_.cancel(Completion::Of::accept, this);
    } else {
      accepting_.reset();
      resting_until_.reset();
    }
    return accepting_.has_value();
  }
  if (resting_until_ && *resting_until_ <= Clock::now()) resting_until_.reset();
  if (!is_accepting_ && !resting_until_) {
    ring_.accept(listener_, this);
    is_accepting_ = true;
  }
  return true;
}

// A connection that the kernel has accepted before it was told to stop is served.
std::optional<Connection> RingListener::take(const Completion& completion) {
  is_accepting_ = !completion.is_last;
  std::optional<Connection> connection;
  if (completion.result == -ECANCELED) return connection;
  const Server::Acceptance acceptance = server_.take_accepted(completion.result, connection);
  is_shut_down_ = is_shut_down_ || acceptance == Server::Acceptance::stopped;
  if (acceptance == Server::Acceptance::exhausted) resting_until_ = Clock::now() + Server::back_off_time;
  return connection;
}

Wait RingListener::rest_left() const {
  if (!resting_until_) return std::nullopt;
  return std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(*resting_until_ - Clock::now()));
}

}  // namespace forkroad
