// NonblockingListener: the server's listener for a thread that does more than accept: it asks, and never waits in it.
#pragma once
#include <chrono>
#include <optional>

#include "serving/precise-wait.h"
#include "serving/server.h"

namespace forkroad {

/// While the system is short of something it rests, so that nobody asks again and again for what cannot be had.
/// One thread.
class NonblockingListener {
 public:
  /// Borrows the listener. Makes it non-blocking, in every process that shares it.
  NonblockingListener(Server& server, int listener);

  /// To be asked before each wait or round. False once the server stops.
  bool is_open();
  /// One of the connections that wait, with these flags of accept4; nothing if none does. Also while it rests, for
  /// whoever is told that the listener has been shut down.
  std::optional<Connection> accept_ready(int flags);
  bool is_resting() const { return resting_until_.has_value(); }
  /// How long a wait may be until the rest is over, when there is one.
  Wait rest_left() const;
  /// As when the server stops.
  void close();

  int fd() const { return listener_; }

 private:
  Server& server_;
  const int listener_;
  std::optional<Server::AcceptingThread> accepting_;  // while open
  std::optional<std::chrono::steady_clock::time_point> resting_until_;
};

}  // namespace forkroad
