// A client on the loopback interface: connects to a listener, exchanges a text.
#pragma once
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <string>
#include <utility>

#include "sockets/fd.h"
#include "sockets/listener.h"

namespace forkroad {

/// None when it is refused.
inline Fd try_connect_to(const Fd& listener) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(local_port(listener.get()));
  Fd client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int refused = ::connect(client.get(), reinterpret_cast<sockaddr*>(&address), sizeof address);
  return refused == 0 ? std::move(client) : Fd();
}

inline Fd connect_to(const Fd& listener) {
  Fd client = try_connect_to(listener);
  REQUIRE(client);
  return client;
}

inline void send_text(const Fd& client, const std::string& text) {
  ::send(client.get(), text.data(), text.size(), MSG_NOSIGNAL);
}

/// Shorter when the other side has ended first.
inline std::string receive_text(const Fd& client, std::size_t size) {
  std::string text(size, '\0');
  const ssize_t got = ::recv(client.get(), text.data(), size, MSG_WAITALL);
  text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return text;
}

inline std::string exchange(const Fd& client, const std::string& text) {
  send_text(client, text);
  return receive_text(client, text.size());
}

/// A connection that is being served.
inline Fd served_client(const Fd& listener) {
  Fd client = connect_to(listener);
  REQUIRE(exchange(client, "served") == "served");
  return client;
}

}  // namespace forkroad
