// epoll: one thread is told which of its sockets are ready, the listener among them, and serves those.
#include "models/epoll.h"

#include <sys/socket.h>

#include <cerrno>

#include "serving/model.h"
#include "serving/threads.h"
#include "serving/watched-listener.h"

namespace forkroad {

EpollLoop::EpollLoop(Server& server) : connections_(server) {
  server.retry_until_stop("epoll_create1", [this] { return (set_ = Fd(epoll_create1(EPOLL_CLOEXEC))) ? 0 : errno; });
}

void EpollLoop::add(Connection accepted) {
  NonblockingConnection& connection = connections_.add(std::move(accepted));
  epoll_event event{};
  event.events = LoopConnections::watched_events;
  event.data.ptr = &connection;
  if (epoll_ctl(set(), EPOLL_CTL_ADD, connection.fd(), &event) != 0) connections_.reject(connection, errno);
}

bool EpollLoop::serve_ready(Wait longest) {
  bool has_news = false;
  const int timeout_ms = wait_precisely(set(), sooner(longest, connections_.longest_wait()));
  const int count = epoll_wait(set(), events_.data(), batch, timeout_ms);
  for (int i = 0; i < count; ++i) {
    auto* const connection = static_cast<NonblockingConnection*>(events_[i].data.ptr);
    if (connection == nullptr) {
      has_news = true;
    } else {
      connections_.on_ready(*connection, events_[i].events);
    }
  }
  connections_.end_batch();
  return has_news;
}

void serve_by_epoll(Server& server, int fd) {
  EpollLoop loop(server);
  WatchedListener listener(server, loop.set(), fd);
  while (listener.is_open() || loop.size() > 0) {
    if (!loop.serve_ready(listener.rest_left())) continue;
    if (std::optional<Connection> accepted = listener.accept_ready(SOCK_NONBLOCK)) loop.add(std::move(*accepted));
  }
}

namespace {

void epoll(Server& server, const ModelOptions&) {
  name_this_thread("loop");
  serve_by_epoll(server, server.listener());
}

const Registered<Model> registered{"epoll", epoll};

}  // namespace
}  // namespace forkroad
