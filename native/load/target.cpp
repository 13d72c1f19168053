// Connecting, from changing source addresses where one has too few ports for a connection per message.
#include "load/target.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "sockets/system-error.h"

namespace forkroad::load {
namespace {

// 127.0.0.2 to 127.0.0.17: 16 × 28,232 ephemeral ports outlast the minute that each stays in TIME_WAIT.
constexpr std::uint32_t first_source = 0x7F000002;
constexpr std::uint32_t sources = 16;

void set_option(int fd, int level, int option) {
  const int on = 1;
  setsockopt(fd, level, option, &on, sizeof on);
}

}  // namespace

Target::Target(const std::string& host, std::uint16_t port, bool rotates_sources) : rotates_sources_(rotates_sources) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) {
    throw SystemError("getaddrinfo", host, EINVAL);
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
  std::memcpy(&address_, found->ai_addr, found->ai_addrlen);
  length_ = found->ai_addrlen;
  const auto* v4 = reinterpret_cast<const sockaddr_in*>(&address_);
  const bool is_loopback = address_.ss_family == AF_INET && ntohl(v4->sin_addr.s_addr) >> 24U == 127;
  rotates_sources_ = rotates_sources && is_loopback;
}

Fd Target::connect(std::uint32_t turn) const {
  Fd fd(::socket(address_.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!fd) return fd;
  set_option(fd.get(), IPPROTO_TCP, TCP_NODELAY);
  if (rotates_sources_ && !bind_source(fd.get(), turn)) return Fd();
  const int result = ::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address_), length_);
  return result == 0 || errno == EINPROGRESS ? std::move(fd) : Fd();
}

// The port is chosen by connect, which knows the whole four-tuple; bind alone would need a port free for everyone.
bool Target::bind_source(int fd, std::uint32_t turn) const {
  set_option(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT);
  sockaddr_in source{};
  source.sin_family = AF_INET;
  source.sin_addr.s_addr = htonl(first_source + turn % sources);
  return ::bind(fd, reinterpret_cast<const sockaddr*>(&source), sizeof source) == 0;
}

ErrorKind kind_of(int error) {
  switch (error) {
    case ECONNREFUSED:
      return ErrorKind::refused;
    case ECONNRESET:
    case EPIPE:
    case ECONNABORTED:
      return ErrorKind::reset;
    case ETIMEDOUT:
      return ErrorKind::timeout;
    case EADDRNOTAVAIL:
    case EADDRINUSE:
      return ErrorKind::ports;
    case EMFILE:
    case ENFILE:
      return ErrorKind::descriptors;
    default:
      return ErrorKind::other;
  }
}

}  // namespace forkroad::load
