// The listener is level-triggered: what one accept leaves waiting, the next wait reports again.
#include "serving/watched-listener.h"

#include <sys/epoll.h>

#include <cerrno>

namespace forkroad {

WatchedListener::WatchedListener(Server& server, int epoll, int listener) : listener_(server, listener), epoll_(epoll) {
  const auto add = [this] { return watch(EPOLL_CTL_ADD, EPOLLIN) ? 0 : errno; };
  is_in_set_ = server.retry_until_stop("epoll_ctl", add);
}

bool WatchedListener::is_open() {
  if (leave_if_closed()) return false;
  if (!is_reported_ && !listener_.is_resting()) is_reported_ = watch(EPOLL_CTL_MOD, EPOLLIN);
  return true;
}

std::optional<Connection> WatchedListener::accept_ready(int flags) {
  std::optional<Connection> connection = listener_.accept_ready(flags);
  if (is_reported_ && listener_.is_resting()) {
    watch(EPOLL_CTL_MOD, 0);  // a shutdown of the listener is reported even now
    is_reported_ = false;
  }
  leave_if_closed();
  return connection;
}

Wait WatchedListener::rest_left() const {
  if (is_reported_) return std::nullopt;
  return listener_.rest_left().value_or(std::chrono::nanoseconds(0));
}

bool WatchedListener::leave_if_closed() {
  if (listener_.is_open()) return false;
  if (is_in_set_) watch(EPOLL_CTL_DEL, 0);
  is_in_set_ = false;
  is_reported_ = true;  // there is nothing to report any more
  return true;
}

bool WatchedListener::watch(int operation, std::uint32_t events) const {
  epoll_event event{};
  event.events = events;
  return epoll_ctl(epoll_, operation, listener_.fd(), &event) == 0;
}

}  // namespace forkroad
