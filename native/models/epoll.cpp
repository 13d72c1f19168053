// epoll: one thread is told which of its sockets are ready, the listener among them, and serves those.
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "serving/loop-connections.h"
#include "serving/model.h"
#include "serving/precise-wait.h"
#include "serving/threads.h"
#include "serving/watched-listener.h"

namespace forkroad {
namespace {

constexpr int batch = 128;

void accept_one(WatchedListener& listener, LoopConnections& connections, int set) {
  std::optional<Connection> accepted = listener.accept_ready(SOCK_NONBLOCK);
  if (!accepted) return;
  NonblockingConnection& connection = connections.add(std::move(*accepted));
  epoll_event event{};
  event.events = LoopConnections::watched_events;
  event.data.ptr = &connection;
  if (epoll_ctl(set, EPOLL_CTL_ADD, connection.fd(), &event) != 0) connections.reject(connection, errno);
}

void epoll(Server& server, const ModelOptions&) {
  name_this_thread("loop");
  Fd set;
  const auto create = [&set] { return (set = Fd(epoll_create1(EPOLL_CLOEXEC))) ? 0 : errno; };
  if (!server.retry_until_stop("epoll_create1", create)) return;
  WatchedListener listener(server, set.get(), server.listener());
  LoopConnections connections(server);
  std::array<epoll_event, batch> events{};
  while (listener.is_open() || !connections.is_empty()) {
    const int timeout_ms = wait_precisely(set.get(), sooner(listener.rest_left(), connections.longest_wait()));
    const int count = epoll_wait(set.get(), events.data(), batch, timeout_ms);
    for (int i = 0; i < count; ++i) {
      auto* const connection = static_cast<NonblockingConnection*>(events[i].data.ptr);
      if (connection != nullptr) {
        connections.on_ready(*connection, events[i].events);
      } else {
        accept_one(listener, connections, set.get());
      }
    }
    connections.end_batch();
  }
}

const Registered<Model> registered{"epoll", epoll};

}  // namespace
}  // namespace forkroad
