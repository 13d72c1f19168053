// Making listeners: numeric hosts only, since a name that resolves to two addresses is two listeners.
#include "sockets/listener.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <memory>

#include "sockets/system-error.h"

namespace forkroad {
namespace {

void set_option(int fd, int option) {
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, option, &on, sizeof on);
}

/// Of a listener, TCP_INFO tells the backlog in the field that counts selective acknowledgements of a connection.
int backlog_of(int listener) {
  tcp_info info{};
  socklen_t length = sizeof info;
  if (getsockopt(listener, IPPROTO_TCP, TCP_INFO, &info, &length) != 0) throw SystemError("getsockopt");
  return static_cast<int>(info.tcpi_sacked);
}

}  // namespace

std::string to_string(const sockaddr_storage& address) {
  char text[INET6_ADDRSTRLEN] = "?";
  if (address.ss_family == AF_INET6) {
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(&address);
    inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof text);
    return "[" + std::string(text) + "]:" + std::to_string(ntohs(v6->sin6_port));
  }
  const auto* v4 = reinterpret_cast<const sockaddr_in*>(&address);
  inet_ntop(AF_INET, &v4->sin_addr, text, sizeof text);
  return std::string(text) + ":" + std::to_string(ntohs(v4->sin_port));
}

Fd listen_on(const std::string& host, std::uint16_t port, int backlog, Port kind) {
  const std::string where = host + ":" + std::to_string(port);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) {
    throw SystemError("getaddrinfo", where, EINVAL);
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
  Fd fd(::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd) throw SystemError("socket", where);
  set_option(fd.get(), SO_REUSEADDR);
  if (::bind(fd.get(), found->ai_addr, found->ai_addrlen) != 0) throw SystemError("bind", where);
  // After the bind: set before, it would let a second server slip in beside the first one's listeners.
  if (kind == Port::shared) set_option(fd.get(), SO_REUSEPORT);
  if (::listen(fd.get(), backlog) != 0) throw SystemError("listen", where);
  return fd;
}

Fd listen_beside(int listener) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) != 0) throw SystemError("getsockname");
  const std::string where = to_string(address);
  Fd fd(::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd) throw SystemError("socket", where);
  set_option(fd.get(), SO_REUSEADDR);
  set_option(fd.get(), SO_REUSEPORT);
  if (::bind(fd.get(), reinterpret_cast<sockaddr*>(&address), length) != 0) throw SystemError("bind", where);
  if (::listen(fd.get(), backlog_of(listener)) != 0) throw SystemError("listen", where);
  return fd;
}

std::uint16_t local_port(int fd) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) != 0) throw SystemError("getsockname");
  return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&address)->sin6_port
                                             : reinterpret_cast<sockaddr_in*>(&address)->sin_port);
}

}  // namespace forkroad
