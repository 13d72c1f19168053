// WatchedListener: the server's listener in an epoll set, for a thread that waits for more than the next client.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>

#include "serving/precise-wait.h"
#include "serving/server.h"

namespace forkroad {

/// While the system is short of something it rests: the set does not report it, so that the loop does not spin.
/// One thread.
class WatchedListener {
 public:
  /// Borrows the set, in which the listener's `data` is 0, and the listener. Makes it non-blocking, in every process
  /// that shares it.
  WatchedListener(Server& server, int epoll, int listener);

  /// To be asked before each wait. False once the server stops; then the set no longer has the listener.
  bool is_open();
  /// One of the connections that wait, with these flags of accept4, when the set reports the listener; nothing if none
  /// does any more.
  std::optional<Connection> accept_ready(int flags);
  /// How long a wait may be until the rest is over, when there is one.
  Wait rest_left() const;

 private:
  void rest();
  void close();
  bool watch(int operation, std::uint32_t events) const;

  Server& server_;
  const int epoll_;
  const int listener_;
  std::optional<Server::AcceptingThread> accepting_;  // while open
  std::optional<std::chrono::steady_clock::time_point> resting_until_;
};

}  // namespace forkroad
