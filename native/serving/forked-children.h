// Children of fork(2), each serving one connection: what a child does first, and how its parent reaps it.
#pragma once
#include <sys/types.h>

#include <functional>
#include <optional>
#include <unordered_map>

#include "serving/connection.h"
#include "serving/server.h"
#include "serving/watched-listener.h"
#include "sockets/fd.h"

namespace forkroad {

/// In the child, before all else: ends with the parent's forking thread, has signals as a plain program has, and keeps
/// none of the parent's descriptors but its standard streams and `kept_fd`. docs/decisions/0008 says what a child may
/// do.
void become_child(pid_t parent, int kept_fd);

/// The children of the thread that makes it, which must outlive them: a child ends with the thread that forked it.
/// While that thread waits for a client, it reaps.
class ForkedChildren {
 public:
  explicit ForkedChildren(Server& server);
  ForkedChildren(const ForkedChildren&) = delete;
  ForkedChildren& operator=(const ForkedChildren&) = delete;

  /// As the server's, reaping meanwhile.
  std::optional<Connection> accept_or_stop();
  /// As the server's, reaping between two attempts.
  bool retry_until_stop(const char* syscall, const std::function<int()>& attempt, ErrorKind exhausted);
  /// The child serves the connection, which counts as live until the child has been reaped.
  void add(pid_t child, Connection connection);
  /// Returns when all have ended and been reaped.
  void reap_all();

 private:
  struct Child {
    Connection connection;
    Fd pidfd;
  };
  bool wait(int timeout_ms);
  int watch(pid_t pid, Fd& pidfd) const;
  void reap(pid_t pid);

  Server& server_;
  const Fd epoll_;
  WatchedListener listener_;
  std::unordered_map<pid_t, Child> children_;
};

}  // namespace forkroad
