// The load client's pattern and exchange: messages that differ, and a byte from elsewhere that is noticed.
#include "load/pattern.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <set>

#include "load/exchange.h"
#include "sockets/fd.h"

namespace forkroad::load {
namespace {

constexpr std::size_t size = 64;

/// An exchange on one end of a socket pair, and what a server would do on the other.
struct Wire {
  Wire() {
    std::array<int, 2> ends{};
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) == 0);
    client.reset(ends[0]);
    server.reset(ends[1]);
    exchange.begin(pattern.message(0, 0), size);
    REQUIRE(exchange.send_more(client.get()));
    REQUIRE(::recv(server.get(), bytes.data(), size, 0) == size);
  }
  void reply(std::size_t from, std::size_t count) const {
    REQUIRE(::send(server.get(), bytes.data() + from, count, 0) == static_cast<ssize_t>(count));
  }
  Received receive() { return exchange.receive_more(client.get(), buffer, is_drained); }

  Pattern pattern{size};
  Fd client;
  Fd server;
  Exchange exchange;
  std::array<char, 2 * size> bytes{};
  std::vector<unsigned char> buffer = std::vector<unsigned char>(size + 1);
  bool is_drained = false;
};

}  // namespace

TEST_CASE("messages of one connection start at different places until the block has been gone through") {
  const Pattern pattern(size);
  std::set<const unsigned char*> places;
  for (std::uint64_t i = 0; i < Pattern::span; i++) places.insert(pattern.message(3, i));
  CHECK(places.size() == Pattern::span);
  CHECK(pattern.message(3, Pattern::span) == pattern.message(3, 0));
}

TEST_CASE("equally numbered messages of different connections start at different places") {
  const Pattern pattern(size);
  std::set<const unsigned char*> places;
  for (std::uint32_t i = 0; i < Pattern::span; i++) places.insert(pattern.message(i, 7));
  CHECK(places.size() == Pattern::span);
}

TEST_CASE("a reply is whole when its last byte is there") {
  Wire wire;
  wire.reply(0, 10);
  CHECK(wire.receive() == Received::part);
  CHECK(wire.is_drained);
  wire.reply(10, size - 10);
  CHECK(wire.receive() == Received::whole);
  CHECK_FALSE(wire.exchange.is_wrong());
}

TEST_CASE("a wrong byte is noticed wherever it is") {
  for (std::size_t i = 0; i < size; i++) {
    Wire wire;
    wire.bytes[i] = static_cast<char>(wire.bytes[i] ^ 1);
    wire.reply(0, size);
    CHECK(wire.receive() == Received::whole);
    CHECK(wire.exchange.is_wrong());
  }
}

TEST_CASE("a byte too many is unsolicited, and so is any before something was sent") {
  Wire wire;
  wire.reply(0, size + 1);
  CHECK(wire.receive() == Received::unsolicited);
  Wire idle;
  idle.exchange.rest();
  idle.reply(0, 1);
  CHECK(idle.receive() == Received::unsolicited);
}

TEST_CASE("nothing there, and the end") {
  Wire wire;
  CHECK(wire.receive() == Received::failed);
  CHECK(errno == EAGAIN);
  wire.server.reset();
  CHECK(wire.receive() == Received::ended);
}

}  // namespace forkroad::load
