// WatchedListener: the server's listener in an epoll set, for a thread that waits for more than the next client.
#pragma once
#include <cstdint>
#include <optional>

#include "serving/nonblocking-listener.h"
#include "serving/precise-wait.h"
#include "serving/server.h"

namespace forkroad {

/// While it rests the set does not report it, so that the loop does not spin. One thread.
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
  /// How long a wait may be until the set is to report it again, when it does not.
  Wait rest_left() const;

 private:
  bool leave_if_closed();
  bool watch(int operation, std::uint32_t events) const;

  NonblockingListener listener_;
  const int epoll_;
  bool is_in_set_ = false;
  bool is_reported_ = true;  // by the set
};

}  // namespace forkroad
