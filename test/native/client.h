// A client of a native test: connects to a listener of this machine, sends, and reads what comes back.
#pragma once
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <string>

#include "sockets/fd.h"
#include "sockets/listener.h"

namespace forkroad {

inline Fd connect_to(const Fd& listener) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(local_port(listener.get()));
  Fd client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  REQUIRE(::connect(client.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  return client;
}

/// Less than was sent, when the server has ended the connection.
inline std::string exchange(const Fd& client, const std::string& text) {
  ::send(client.get(), text.data(), text.size(), MSG_NOSIGNAL);
  std::string reply(text.size(), '\0');
  const ssize_t got = ::recv(client.get(), reply.data(), reply.size(), MSG_WAITALL);
  reply.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return reply;
}

/// A connection that is being served.
inline Fd served_client(const Fd& listener) {
  Fd client = connect_to(listener);
  REQUIRE(exchange(client, "served") == "served");
  return client;
}

}  // namespace forkroad
