// Target: the address under load, and how a connection to it is begun.
#pragma once
#include <sys/socket.h>

#include <cstdint>

#include "load/options.h"
#include "sockets/fd.h"

namespace forkroad::load {

/// Immutable after construction; any thread.
class Target {
 public:
  /// Throws SystemError for a host that is not a numeric address.
  Target(const std::string& host, std::uint16_t port, bool rotates_sources);

  /// A non-blocking socket that is connecting, or none, with errno. `turn` picks the source address, where each message
  /// has a connection of its own.
  Fd connect(std::uint32_t turn) const;

 private:
  bool bind_source(int fd, std::uint32_t turn) const;

  sockaddr_storage address_{};
  socklen_t length_ = 0;
  bool rotates_sources_;
};

ErrorKind kind_of(int error);

}  // namespace forkroad::load
