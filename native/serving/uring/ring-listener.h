// RingListener: the server's listener in a ring: one accept that goes on, until the server stops or is short of
// something.
#pragma once
#include <chrono>
#include <optional>

#include "serving/precise-wait.h"
#include "serving/server.h"
#include "serving/uring/ring.h"

namespace forkroad {

/// The ring's thread only.
class RingListener {
 public:
  /// Borrows the listener.
  RingListener(Server& server, Ring& ring, int listener);

  /// To be asked before each wait: accepts again after a rest. False once the server stops; then the ring no longer has
  /// the listener.
  bool is_open();
  /// What came of the accept: a connection, or nothing.
  std::optional<Connection> take(const Completion& completion);
  /// How long a wait may be until the rest is over, when there is one.
  Wait rest_left() const;

 private:
  Server& server_;
  Ring& ring_;
  const int listener_;
  std::optional<Server::AcceptingThread> accepting_;  // while open
  bool is_accepting_ = false;                         // the kernel has the operation
  bool is_shut_down_ = false;
  std::optional<std::chrono::steady_clock::time_point> resting_until_;
};

}  // namespace forkroad
