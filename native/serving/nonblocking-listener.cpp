// The listener's rest, and its end.
#include "serving/nonblocking-listener.h"

#include <fcntl.h>

#include <algorithm>

namespace forkroad {

using Clock = std::chrono::steady_clock;

NonblockingListener::NonblockingListener(Server& server, int listener) : server_(server), listener_(listener) {
  ::fcntl(listener_, F_SETFL, ::fcntl(listener_, F_GETFL) | O_NONBLOCK);
  accepting_.emplace(server_);
}

bool NonblockingListener::is_open() {
  if (!accepting_) return false;
  if (server_.is_stopping()) {
    close();
    return false;
  }
  if (resting_until_ && *resting_until_ <= Clock::now()) resting_until_.reset();
  return true;
}

std::optional<Connection> NonblockingListener::accept_ready(int flags) {
  std::optional<Connection> connection;
  switch (server_.accept_ready(listener_, flags, connection)) {
    case Server::Acceptance::exhausted:
      resting_until_ = Clock::now() + Server::back_off_time;
      break;
    case Server::Acceptance::stopped:
      close();
      break;
    case Server::Acceptance::accepted:
    case Server::Acceptance::none:
      break;
  }
  return connection;
}

Wait NonblockingListener::rest_left() const {
  if (!resting_until_) return std::nullopt;
  return std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(*resting_until_ - Clock::now()));
}

void NonblockingListener::close() {
  resting_until_.reset();
  accepting_.reset();
}

}  // namespace forkroad
