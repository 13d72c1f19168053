// IoHandler: an epoll loop whose connections other threads accept and hand over.
#pragma once
#include <atomic>
#include <cstddef>

#include "models/epoll.h"
#include "serving/inbox.h"

namespace forkroad {

class IoHandler {
 public:
  /// What the system is short of is waited for; of use only if the server does not stop meanwhile.
  explicit IoHandler(Server& server) : loop_(server), inbox_(server, loop_.set()) {}

  // Any thread:
  /// Takes a non-blocking connection.
  void hand_over(Connection connection);
  /// Handed over and not yet ended.
  std::size_t connections() const { return connections_; }
  /// Nothing more will be handed over.
  void end_when_idle() { inbox_.close(); }

  /// On its own thread: serves what is handed over, until nothing more will be and all of it has ended.
  void serve();

 private:
  std::atomic<std::size_t> connections_{0};
  EpollLoop loop_;
  Inbox inbox_;
};

}  // namespace forkroad
