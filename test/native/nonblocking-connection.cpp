// The seam between sessions and a loop's connections: the same as a blocking one's, and nobody waits for a peer.
#include "serving/nonblocking-connection.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include "registry.h"
#include "services/work.h"
#include "serving/loop-connections.h"
#include "serving/precise-wait.h"
#include "sockets/fd.h"

namespace {

using forkroad::Bytes;
using forkroad::Connection;
using forkroad::Fd;
using forkroad::LoopConnections;
using forkroad::NonblockingConnection;
using forkroad::Output;
using forkroad::Server;
using forkroad::Service;
using forkroad::Session;

/// A session made of what to do with bytes; at the end of input it closes, and at its deadline with a word.
class Scripted final : public Session {
 public:
  using OnBytes = std::function<std::size_t(Output&, Bytes)>;
  Scripted(Output& output, OnBytes on_bytes) : output_(output), on_bytes_(std::move(on_bytes)) {}
  std::size_t on_bytes(Bytes bytes) override { return on_bytes_(output_, bytes); }
  void on_end() override { output_.close(); }
  void on_deadline() override {
    output_.write({"late", 4});
    output_.close();
  }

 private:
  Output& output_;
  OnBytes on_bytes_;
};

Service scripted(const Scripted::OnBytes& on_bytes) {
  return [on_bytes](Output& output) { return std::make_unique<Scripted>(output, on_bytes); };
}

Service echo() {
  return forkroad::registry<Service>().at("echo");
}

/// A loop that epoll tells which connections are ready.
class ReportedLoop {
 public:
  void add(NonblockingConnection& added) const {
    epoll_event event{};
    event.events = LoopConnections::watched_events;
    event.data.ptr = &added;
    REQUIRE(epoll_ctl(set_.get(), EPOLL_CTL_ADD, added.fd(), &event) == 0);
  }
  void run(LoopConnections& connections) const {
    std::array<epoll_event, 4> events{};
    while (!connections.is_empty()) {
      const int timeout_ms = forkroad::wait_precisely(set_.get(), connections.longest_wait());
      const int count = epoll_wait(set_.get(), events.data(), 4, timeout_ms);
      for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        connections.on_ready(*static_cast<NonblockingConnection*>(event.data.ptr), event.events);
      }
      connections.end_batch();
    }
  }

 private:
  const Fd set_{epoll_create1(0)};
};

/// A loop that asks each of them.
class TryingLoop {
 public:
  void add(const NonblockingConnection&) const {}
  void run(LoopConnections& connections) const {
    while (!connections.is_empty()) {
      for (const auto& connection : connections.all()) connections.try_now(*connection);
      connections.end_batch();
    }
  }
};

/// Two connections in one loop, in a thread; the test is the client on the other ends.
template <typename Loop>
class Served {
 public:
  explicit Served(const Service& service) : server_(-1, service) {
    for (std::uint32_t id = 0; id < 2; ++id) {
      int ends[2];
      REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0);
      clients[id].reset(ends[0]);
      const int flags = ::fcntl(ends[0], F_GETFL);
      ::fcntl(ends[0], F_SETFL, flags & ~O_NONBLOCK);
      accepted_[id].reset(ends[1]);
    }
    thread_ = std::thread([this] { run(); });
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served() {
    for (Fd& client : clients) client.reset();
    thread_.join();
  }

  void send(const std::string& text, std::size_t client = 0) const {
    const ssize_t sent = ::send(clients[client].get(), text.data(), text.size(), MSG_NOSIGNAL);
    REQUIRE(sent == static_cast<ssize_t>(text.size()));
  }
  void end_input() const { ::shutdown(clients[0].get(), SHUT_WR); }
  std::string receive(std::size_t size, std::size_t client = 0) const {
    std::string text(size, '\0');
    const ssize_t got = ::recv(clients[client].get(), text.data(), size, MSG_WAITALL);
    text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return text;
  }
  /// Sends without reading until neither side takes more; returns how much that was.
  std::size_t flood() const {
    const std::string block(64 * 1024, 'x');
    std::size_t total = 0;
    for (int idle = 0; idle < 200;) {
      const ssize_t sent = ::send(clients[0].get(), block.data(), block.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent > 0) total += static_cast<std::size_t>(sent);
      idle = sent > 0 ? 0 : idle + 1;
      CHECK(exchange_on_the_other());
    }
    return total;
  }
  bool exchange_on_the_other() const {
    send("meanwhile", 1);
    return receive(9, 1) == "meanwhile";
  }

  std::array<Fd, 2> clients;

 private:
  void run() {
    const Loop loop;
    LoopConnections connections(server_);
    for (std::uint32_t id = 0; id < 2; ++id) {
      loop.add(connections.add(Connection(server_, std::move(accepted_[id]), id)));
    }
    loop.run(connections);
  }

  Server server_;
  std::array<Fd, 2> accepted_;
  std::thread thread_;
};

/// Answers each whole line, leaving the rest of the bytes with the connection.
std::size_t echo_lines(Output& output, Bytes bytes) {
  const std::string text(bytes.data, bytes.size);
  const std::size_t end = text.find('\n');
  if (end == std::string::npos) return 0;
  output.write({bytes.data, end + 1});
  return end + 1;
}

}  // namespace

TEST_CASE_TEMPLATE("loop: echo answers, and ends after the peer's end of input", Loop, ReportedLoop, TryingLoop) {
  const Served<Loop> served(echo());
  served.send("hello");
  CHECK(served.receive(5) == "hello");
  served.send("last");
  served.end_input();
  CHECK(served.receive(100) == "last");
}

TEST_CASE_TEMPLATE("loop: bytes that a session does not consume stay with the connection", Loop, ReportedLoop,
                   TryingLoop) {
  const Served<Loop> served(scripted(echo_lines));
  served.send("one\ntw");
  CHECK(served.receive(4) == "one\n");
  served.send("o\nthree\n");
  CHECK(served.receive(10) == "two\nthree\n");
  served.end_input();
  CHECK(served.receive(1).empty());
}

TEST_CASE_TEMPLATE("loop: a session that never consumes is cut off when its buffer is full", Loop, ReportedLoop,
                   TryingLoop) {
  const Served<Loop> served(scripted([](Output&, Bytes) { return 0; }));
  const std::string much(100'000, 'x');
  ::send(served.clients[0].get(), much.data(), much.size(), MSG_NOSIGNAL);
  CHECK(served.receive(1).empty());
}

TEST_CASE_TEMPLATE("loop: close after reply: the reply arrives whole though input is left unread", Loop, ReportedLoop,
                   TryingLoop) {
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
                   ReportedLoop, TryingLoop) {
  const Served<Loop> served(forkroad::with_work(scripted(echo_lines), {{}, std::chrono::milliseconds(2)}));
  served.send("one\ntwo\nthree\n");
  served.end_input();
  served.send("other\n", 1);
  CHECK(served.receive(6, 1) == "other\n");
  CHECK(served.receive(100) == "one\ntwo\nthree\n");
}

TEST_CASE_TEMPLATE("loop: a peer that goes while its answer is late ends its connection", Loop, ReportedLoop,
                   TryingLoop) {
  Served<Loop> served(forkroad::with_work(echo(), {{}, std::chrono::hours(1)}));
  served.send("never answered");
  served.clients[0].reset();
  served.clients[1].reset();  // the destructor waits for the loop to have no connection left
}

TEST_CASE_TEMPLATE(
    "loop: a peer that does not read stops its own input, while others are served, and gets all in the end", Loop,
    ReportedLoop, TryingLoop) {
  const Served<Loop> served(echo());
  const std::size_t sent = served.flood();
  CHECK(sent < 16 * 1024 * 1024);
  CHECK(served.receive(sent) == std::string(sent, 'x'));
}

TEST_CASE_TEMPLATE("loop: a reply beyond the limit cuts the connection off", Loop, ReportedLoop, TryingLoop) {
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

TEST_CASE_TEMPLATE("loop: a deadline passes while the peer is silent, and later when it has been moved", Loop,
                   ReportedLoop, TryingLoop) {
  const auto move_on = [times = 0](Output& output, Bytes bytes) mutable {
    output.set_deadline(std::chrono::milliseconds(20 * ++times));
    return bytes.size;
  };
  const Served<Loop> served(scripted(move_on));
  served.send("a");
  served.send("b");
  CHECK(served.receive(100) == "late");
}

TEST_CASE_TEMPLATE("loop: a deadline can be moved to an earlier time", Loop, ReportedLoop, TryingLoop) {
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

TEST_CASE_TEMPLATE("loop: bytes that come one by one do not put a deadline off", Loop, ReportedLoop, TryingLoop) {
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
