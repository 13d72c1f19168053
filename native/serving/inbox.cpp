// Edge-triggered, an eventfd is reported once for each write, and need not be read; its counter lasts for 2^64 of them.
#include "serving/inbox.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <cerrno>
#include <utility>

namespace forkroad {

Inbox::Inbox(Server& server, int set) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLET;
  const auto create = [this] { return (event_ = Fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))) ? 0 : errno; };
  const auto add = [&] { return epoll_ctl(set, EPOLL_CTL_ADD, event_.get(), &event) == 0 ? 0 : errno; };
  if (server.retry_until_stop("eventfd", create)) server.retry_until_stop("epoll_ctl", add);
}

// Whoever puts in the first one wakes the loop; until it has taken them, the others need not.
void Inbox::put(Connection connection) {
  bool is_first = false;
  {
    const std::lock_guard lock(mutex_);
    is_first = connections_.empty();
    connections_.push_back(std::move(connection));
  }
  if (is_first) wake();
}

void Inbox::close() {
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
  }
  wake();
}

bool Inbox::take(std::vector<Connection>& taken) {
  const std::lock_guard lock(mutex_);
  std::swap(connections_, taken);
  return !is_closed_;
}

void Inbox::wake() const {
  eventfd_write(event_.get(), 1);
}

}  // namespace forkroad
