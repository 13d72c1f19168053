// The seam between sessions and a loop's connections: the same as a blocking one's, and nobody waits for a peer. Of the
// loop that is told what is ready, of the one that asks, and of the one that is told what is done.
#include <doctest/doctest.h>
#include <sys/socket.h>

#include <string>

#include "loop-fixture.h"
#include "registry.h"
#include "services/work.h"

namespace {

using forkroad::Bytes;
using forkroad::Connection;
using forkroad::Fd;
using forkroad::LoopConnections;
using forkroad::NonblockingConnection;
using forkroad::Output;
using forkroad::Server;
using forkroad::Service;
using namespace forkroad::test;

Service echo() {
  return forkroad::registry<Service>().at("echo");
}

/// Answers each whole line, leaving the rest of the bytes with the connection.
std::size_t echo_lines(Output& output, Bytes bytes) {
  const std::string text(bytes.data, bytes.size);
  const std::size_t end = text.find('\n');
  if (end == std::string::npos) return 0;
  output.write({bytes.data, end + 1});
  return end + 1;
}

}  // namespace

TEST_CASE_TEMPLATE("loop: echo answers, and ends after the peer's end of input", Loop, LOOPS) {
  if (!Loop::is_possible()) return;
  const Served<Loop> served(echo());
  served.send("hello");
  CHECK(served.receive(5) == "hello");
  served.send("last");
  served.end_input();
  CHECK(served.receive(100) == "last");
}

TEST_CASE_TEMPLATE("loop: bytes that a session does not consume stay with the connection", Loop, LOOPS) {
  if (!Loop::is_possible()) return;
  const Served<Loop> served(scripted(echo_lines));
  served.send("one\ntw");
  CHECK(served.receive(4) == "one\n");
  served.send("o\nthree\n");
  CHECK(served.receive(10) == "two\nthree\n");
  served.end_input();
  CHECK(served.receive(1).empty());
}

TEST_CASE_TEMPLATE("loop: a session that never consumes is cut off when its buffer is full", Loop, LOOPS) {
  if (!Loop::is_possible()) return;
  const Served<Loop> served(scripted([](Output&, Bytes) { return 0; }));
  const std::string much(100'000, 'x');
  ::send(served.clients[0].get(), much.data(), much.size(), MSG_NOSIGNAL);
  CHECK(served.receive(1).empty());
}

TEST_CASE_TEMPLATE("loop: close after reply: the reply arrives whole though input is left unread", Loop, LOOPS) {
  if (!Loop::is_possible()) return;
  const std::string reply(3'000'000, 'r');  // more than the socket takes at once
  const Served<Loop> served(scripted([reply](Output& output, Bytes bytes) {
    output.write({reply.data(), reply.size()});
    output.close();
    return bytes.size;
  }));
  served.send("first");
  served.send("never read");
  CHECK(served.receive(reply.size() + 1) == reply);
  ::send(served.clients[0].get(), "nor this", 8, MSG_NOSIGNAL);
}

TEST_CASE_TEMPLATE("loop: late answers come in order, the last one before the end, and delay nobody else", Loop,
                   LOOPS) {
  if (!Loop::is_possible()) return;
  const Served<Loop> served(forkroad::with_work(scripted(echo_lines), {{}, std::chrono::milliseconds(2)}));
  served.send("one\ntwo\nthree\n");
  served.end_input();
  served.send("other\n", 1);
  CHECK(served.receive(6, 1) == "other\n");
  CHECK(served.receive(100) == "one\ntwo\nthree\n");
}

TEST_CASE_TEMPLATE("loop: a peer that goes while its answer is late ends its connection", Loop, LOOPS) {
  if (!Loop::is_possible()) return;
  Served<Loop> served(forkroad::with_work(echo(), {{}, std::chrono::hours(1)}));
  served.send("never answered");
  served.clients[0].reset();
  served.clients[1].reset();  // the destructor waits for the loop to have no connection left
}

TEST_CASE_TEMPLATE(
    "loop: a peer that does not read stops its own input, while others are served, and gets all in the end", Loop,
    LOOPS) {
  if (!Loop::is_possible()) return;
  const Served<Loop> served(echo());
  const std::size_t sent = served.flood();
  CHECK(sent < 16 * 1024 * 1024);
  CHECK(served.receive(sent) == std::string(sent, 'x'));
}

TEST_CASE_TEMPLATE("loop: a reply beyond the limit cuts the connection off", Loop, LOOPS) {
  if (!Loop::is_possible()) return;
  const auto cut = static_cast<std::size_t>(forkroad::ErrorKind::cut);
  const std::uint64_t before = forkroad::counters().errors[cut].load();
  {
    const std::string block(1024 * 1024, 'r');
    const Served<Loop> served(scripted([block](Output& output, Bytes bytes) {
      for (int i = 0; i < 20; ++i) output.write({block.data(), block.size()});
      return bytes.size;
    }));
    served.send("everything");
    CHECK(served.receive(20 * block.size()).size() < 4 * block.size());
  }
  CHECK(forkroad::counters().errors[cut].load() == before + 1);
}

TEST_CASE_TEMPLATE("loop: a deadline passes while the peer is silent, and later when it has been moved", Loop, LOOPS) {
  if (!Loop::is_possible()) return;
  const auto move_on = [times = 0](Output& output, Bytes bytes) mutable {
    output.set_deadline(std::chrono::milliseconds(20 * ++times));
    return bytes.size;
  };
  const Served<Loop> served(scripted(move_on));
  served.send("a");
  served.send("b");
  CHECK(served.receive(100) == "late");
}

TEST_CASE_TEMPLATE("loop: a deadline can be moved to an earlier time", Loop, LOOPS) {
  if (!Loop::is_possible()) return;
  const auto sooner = [times = 0](Output& output, Bytes bytes) mutable {
    output.set_deadline(times++ == 0 ? std::chrono::hours(1) : std::chrono::milliseconds(2));
    output.write(bytes);
    return bytes.size;
  };
  const Served<Loop> served(scripted(sooner));
  served.send("a");
  CHECK(served.receive(1) == "a");
  served.send("b");
  CHECK(served.receive(100) == "blate");
}

TEST_CASE_TEMPLATE("loop: bytes that come one by one do not put a deadline off", Loop, LOOPS) {
  if (!Loop::is_possible()) return;
  const auto once = [times = 0](Output& output, Bytes bytes) mutable {
    if (times++ == 0) output.set_deadline(std::chrono::milliseconds(20));
    return bytes.size;
  };
  const Served<Loop> served(scripted(once));
  const int client = served.clients[0].get();
  std::string told(4, '\0');
  while (::recv(client, told.data(), told.size(), MSG_DONTWAIT) < 0) ::send(client, "x", 1, MSG_NOSIGNAL);
  CHECK(told == "late");
}

TEST_CASE("loop: whoever tries a connection is told whether anything came, went or ended") {
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0);
  Fd client(ends[0]);
  Server server(-1, echo());
  LoopConnections connections(server);
  NonblockingConnection& tried = connections.add(Connection(server, Fd(ends[1]), 0));
  CHECK_FALSE(connections.try_now(tried));
  REQUIRE(::send(client.get(), "x", 1, 0) == 1);
  CHECK(connections.try_now(tried));
  CHECK_FALSE(connections.try_now(tried));
  client.reset();
  CHECK(connections.try_now(tried));
  connections.end_batch();
  CHECK(connections.is_empty());
}
