// An accepted connection: its descriptor, its number, and its place among the server's live ones.
#pragma once
#include <cstdint>
#include <utility>

#include "sockets/fd.h"

namespace forkroad {

class Server;

/// Ends the connection when it goes out of scope. One thread at a time.
class Connection {
 public:
  Connection(Server& server, Fd fd, std::uint32_t id) : server_(&server), fd_(std::move(fd)), id_(id) {}
  Connection(Connection&& other) noexcept
      : server_(std::exchange(other.server_, nullptr)), fd_(std::move(other.fd_)), id_(other.id_) {}
  Connection& operator=(Connection&&) = delete;
  ~Connection();

  int fd() const { return fd_.get(); }
  std::uint32_t id() const { return id_; }

 private:
  friend class Server;
  Server* server_;
  Fd fd_;
  std::uint32_t id_;
};

}  // namespace forkroad
