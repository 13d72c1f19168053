// Listeners and addresses: make a listening socket, name the end of a connection.
#pragma once
#include <sys/socket.h>

#include <cstdint>
#include <string>

#include "sockets/fd.h"

namespace forkroad {

/// "127.0.0.1:54931" or "[::1]:54931".
std::string to_string(const sockaddr_storage& address);

enum class Port { own, shared };

/// A blocking, close-on-exec TCP listener on a numeric address. Port 0 takes a free one. A shared port is one that
/// nobody had, beside whose listener others of this user may stand from then on (SO_REUSEPORT). Throws SystemError
/// (EADDRINUSE, EACCES, EADDRNOTAVAIL; EINVAL for a host that is not a numeric address).
Fd listen_on(const std::string& host, std::uint16_t port, int backlog, Port kind = Port::own);

/// Another listener with the address and the backlog of one on a shared port; the kernel spreads new connections over
/// all of them, by a hash of their addresses. Throws SystemError.
Fd listen_beside(int listener);

/// The port a socket is bound to.
std::uint16_t local_port(int fd);

}  // namespace forkroad
