// EpollLoop: one epoll set and the connections that it tells of; every model that serves by epoll runs it.
#pragma once
#include <sys/epoll.h>

#include <array>
#include <cstddef>

#include "serving/loop-connections.h"
#include "serving/precise-wait.h"
#include "serving/server.h"
#include "sockets/fd.h"

namespace forkroad {

/// One thread at a time.
class EpollLoop {
 public:
  /// Waits while the system is short of descriptors. Once the server stops it may be left without a set.
  explicit EpollLoop(Server& server);

  /// Where the loop's new connections come from is added to the set with a `data` of 0.
  int set() const { return set_.get(); }
  /// Serves a non-blocking connection from now on.
  void add(Connection connection);
  /// Waits, this long at most, and serves the connections that are ready. True when new ones are to be had.
  bool serve_ready(Wait longest);
  std::size_t size() const { return connections_.size(); }

 private:
  static constexpr int batch = 128;
  Fd set_;
  LoopConnections connections_;
  std::array<epoll_event, batch> events_;
};

/// Serves the connections of one listener on the calling thread, until the server stops and the last of them has ended.
void serve_by_epoll(Server& server, int listener);

}  // namespace forkroad
