// The listener is level-triggered: what one accept leaves waiting, the next wait reports again.
#include "serving/watched-listener.h"

#include <fcntl.h>
#include <sys/epoll.h>

#include <cerrno>

namespace forkroad {

using Clock = std::chrono::steady_clock;

WatchedListener::WatchedListener(Server& server, int epoll, int listener)
    : server_(server), epoll_(epoll), listener_(listener) {
  ::fcntl(listener_, F_SETFL, ::fcntl(listener_, F_GETFL) | O_NONBLOCK);
  const auto add = [this] { return watch(EPOLL_CTL_ADD, EPOLLIN) ? 0 : errno; };
  if (server_.retry_until_stop("epoll_ctl", add)) accepting_.emplace(server_);
}

bool WatchedListener::is_open() {
  if (!accepting_) return false;
  if (server_.is_stopping()) {
    close();
    return false;
  }
  if (resting_until_ && *resting_until_ <= Clock::now() && watch(EPOLL_CTL_MOD, EPOLLIN)) resting_until_.reset();
  return true;
}

std::optional<Connection> WatchedListener::accept_ready(int flags) {
  std::optional<Connection> connection;
  switch (server_.accept_ready(listener_, flags, connection)) {
    case Server::Acceptance::exhausted:
      rest();
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

// A shutdown of the listener is reported even now.
void WatchedListener::rest() {
  watch(EPOLL_CTL_MOD, 0);
  resting_until_ = Clock::now() + Server::back_off_time;
}

void WatchedListener::close() {
  watch(EPOLL_CTL_DEL, 0);
  resting_until_.reset();
  accepting_.reset();
}

bool WatchedListener::watch(int operation, std::uint32_t events) const {
  epoll_event event{};
  event.events = events;
  return epoll_ctl(epoll_, operation, listener_, &event) == 0;
}

Wait WatchedListener::rest_left() const {
  if (!resting_until_) return std::nullopt;
  return std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(*resting_until_ - Clock::now()));
}

}  // namespace forkroad
