// The load client's protocols over a socket: what is sent, when a reply is whole, and whether it was right.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <string>

#include "load/pattern.h"
#include "load/protocol.h"
#include "sockets/fd.h"

namespace forkroad::load {
namespace {

constexpr std::size_t size = 64;
const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 64\r\n\r\n";

Options options_for(Service service) {
  Options options;
  options.host = "127.0.0.1";
  options.port = 80;
  options.service = service;
  options.size = size;
  return options;
}

/// An exchange on one end of a socket pair, and what a server would do on the other.
struct Wire {
  explicit Wire(Service service)
      : protocol(service == Service::echo ? make_echo_protocol(options_for(service))
                                          : make_http_protocol(options_for(service))),
        buffer(protocol->reply_bytes()) {
    std::array<int, 2> ends{};
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) == 0);
    client.reset(ends[0]);
    server.reset(ends[1]);
    ask(0);
  }
  void ask(std::uint64_t number) {
    protocol->begin(exchange, pattern.message(0, number));
    REQUIRE(protocol->send_more(client.get(), exchange));
    std::array<char, 1024> bytes{};
    const ssize_t got = ::recv(server.get(), bytes.data(), bytes.size(), 0);
    REQUIRE(got >= static_cast<ssize_t>(size));
    request.assign(bytes.data(), static_cast<std::size_t>(got));
    body = request.substr(request.size() - size);
  }
  void reply(const std::string& bytes) const {
    REQUIRE(::send(server.get(), bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
  }
  Received receive() { return protocol->receive_more(client.get(), exchange, buffer, is_drained); }

  const Pattern pattern{size};
  const std::unique_ptr<Protocol> protocol;
  std::vector<unsigned char> buffer;
  Fd client;
  Fd server;
  Exchange exchange;
  std::string request;
  std::string body;
  bool is_drained = false;
};

/// What a server of that service sends back.
std::string answer_of(Service service, const std::string& body) {
  return service == Service::echo ? body : ok + body;
}

constexpr std::array<Service, 2> services{Service::echo, Service::http_echo};

}  // namespace

TEST_CASE("a reply is whole when its last byte is there, however it is split") {
  for (const Service service : services) {
    const std::size_t length = answer_of(service, std::string(size, 'x')).size();
    for (std::size_t at = 1; at < length; at++) {
      Wire wire(service);
      const std::string answer = answer_of(service, wire.body);
      wire.reply(answer.substr(0, at));
      CHECK(wire.receive() == Received::part);
      CHECK(wire.is_drained);
      wire.reply(answer.substr(at));
      CHECK(wire.receive() == Received::whole);
      CHECK_FALSE(wire.exchange.is_wrong);
      CHECK_FALSE(wire.exchange.is_last);
      CHECK(wire.exchange.received == answer.size());
      CHECK(wire.exchange.sent == wire.request.size());
    }
  }
}

TEST_CASE("a wrong byte is noticed wherever it is") {
  for (const Service service : services) {
    for (std::size_t i = 0; i < size; i++) {
      Wire wire(service);
      wire.body[i] = static_cast<char>(wire.body[i] ^ 1);
      wire.reply(answer_of(service, wire.body));
      CHECK(wire.receive() == Received::whole);
      CHECK(wire.exchange.is_wrong);
    }
  }
}

TEST_CASE("a byte too many is unsolicited, and so is any before something was sent") {
  for (const Service service : services) {
    Wire wire(service);
    wire.reply(answer_of(service, wire.body) + "x");
    CHECK(wire.receive() == Received::unsolicited);
    Wire idle(service);
    idle.exchange.rest();
    idle.reply("x");
    CHECK(idle.receive() == Received::unsolicited);
  }
}

TEST_CASE("nothing there, and the end") {
  for (const Service service : services) {
    Wire wire(service);
    CHECK(wire.receive() == Received::failed);
    CHECK(errno == EAGAIN);
    wire.server.reset();
    CHECK(wire.receive() == Received::ended);
  }
}

TEST_CASE("an exchange remembers nothing of the one before") {
  for (const Service service : services) {
    Wire wire(service);
    wire.reply(answer_of(service, std::string(size, '\0')));
    CHECK(wire.receive() == Received::whole);
    CHECK(wire.exchange.is_wrong);
    wire.exchange.rest();
    wire.ask(1);
    wire.reply(answer_of(service, wire.body));
    CHECK(wire.receive() == Received::whole);
    CHECK_FALSE(wire.exchange.is_wrong);
  }
}

TEST_CASE("HTTP: what a status and an end make of a reply") {
  Wire busy(Service::http_echo);
  busy.reply("HTTP/1.1 503 Busy\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy");
  CHECK(busy.receive() == Received::whole);
  CHECK(busy.exchange.bad_status == 503);
  CHECK(busy.exchange.is_last);
  CHECK_FALSE(busy.exchange.is_wrong);

  Wire empty(Service::http_echo);
  empty.reply("HTTP/1.1 204 None\r\n\r\n");
  CHECK(empty.receive() == Received::whole);
  CHECK(empty.exchange.is_wrong);

  Wire until_end(Service::http_echo);
  until_end.reply("HTTP/1.1 200 OK\r\n\r\n" + until_end.body);
  CHECK(until_end.receive() == Received::part);
  until_end.server.reset();
  CHECK(until_end.receive() == Received::whole);
  CHECK(until_end.exchange.is_last);
  CHECK_FALSE(until_end.exchange.is_wrong);

  Wire cut(Service::http_echo);
  cut.reply(ok + cut.body.substr(1));
  CHECK(cut.receive() == Received::part);
  cut.server.reset();
  CHECK(cut.receive() == Received::ended);
}

}  // namespace forkroad::load
