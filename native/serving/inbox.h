// Inbox: connections on their way from the threads that accept them to the loop that will serve them.
#pragma once
#include <mutex>
#include <vector>

#include "serving/connection.h"
#include "serving/server.h"
#include "sockets/fd.h"

namespace forkroad {

/// A loop waits for descriptors only, so that one of them must tell of what other threads put in: an eventfd(2).
class Inbox {
 public:
  /// The epoll set, which it borrows, will report with a `data` of 0 that there is something to take. What the system
  /// is short of is waited for; once the server stops nothing may be reported.
  Inbox(Server& server, int set);

  // Any thread:
  void put(Connection connection);
  /// Nothing will be put in any more.
  void close();

  // The loop's thread:
  /// Moves what there is into `taken`, which is empty. False when nothing more will come.
  bool take(std::vector<Connection>& taken);

 private:
  void wake() const;

  Fd event_;
  std::mutex mutex_;  // guards all that follows
  std::vector<Connection> connections_;
  bool is_closed_ = false;
};

}  // namespace forkroad
