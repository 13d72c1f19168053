// The seam between sessions and a blocking connection: consuming in parts, late answers, closing, back-pressure.
#include "serving/blocking-connection.h"

#include <doctest/doctest.h>
#include <sys/socket.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include "registry.h"
#include "services/work.h"
#include "sockets/fd.h"

namespace {

using forkroad::BlockingConnection;
using forkroad::Bytes;
using forkroad::Output;
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

/// A service on one end of a socket pair, in a thread; the test is the client on the other end.
class Served {
 public:
  explicit Served(const Service& service) {
    int ends[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    client.reset(ends[0]);
    thread_ = std::thread([this, service, end = ends[1]] {
      const forkroad::Fd fd(end);
      BlockingConnection connection(fd.get(), 1);
      connection.run(*service(connection));
      has_ended = true;
    });
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served() {
    client.reset();
    thread_.join();
  }

  void send(const std::string& text) const {
    REQUIRE(::send(client.get(), text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()));
  }
  void end_input() const { ::shutdown(client.get(), SHUT_WR); }
  std::string receive(std::size_t size) const {
    std::string text(size, '\0');
    const ssize_t got = ::recv(client.get(), text.data(), size, MSG_WAITALL);
    text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return text;
  }

  forkroad::Fd client;
  std::atomic<bool> has_ended{false};

 private:
  std::thread thread_;
};

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

TEST_CASE("echo answers, and ends after the peer's end of input") {
  const Served served(echo());
  served.send("hello");
  CHECK(served.receive(5) == "hello");
  served.send("last");
  served.end_input();
  CHECK(served.receive(100) == "last");
}

TEST_CASE("bytes that a session does not consume stay with the connection") {
  const Served served(scripted(echo_lines));
  served.send("one\ntw");
  CHECK(served.receive(4) == "one\n");
  served.send("o\nthree\n");
  CHECK(served.receive(10) == "two\nthree\n");
  served.end_input();
  CHECK(served.receive(1).empty());
}

TEST_CASE("a session that never consumes is cut off when its buffer is full") {
  const Served served(scripted([](Output&, Bytes) { return 0; }));
  const std::string much(100'000, 'x');
  ::send(served.client.get(), much.data(), much.size(), MSG_NOSIGNAL);
  CHECK(served.receive(1).empty());
}

TEST_CASE("close after reply: the reply arrives whole though input is left unread") {
  const Served served(scripted([](Output& output, Bytes bytes) {
    output.write({"bye", 3});
    output.close();
    return bytes.size;
  }));
  served.send("first");
  CHECK(served.receive(100) == "bye");
  ::send(served.client.get(), "never read", 10, MSG_NOSIGNAL);
}

TEST_CASE("late answers come in order, and the last one before the end") {
  const Served served(forkroad::with_work(scripted(echo_lines), {{}, std::chrono::milliseconds(2)}));
  served.send("one\ntwo\nthree\n");
  served.end_input();
  CHECK(served.receive(100) == "one\ntwo\nthree\n");
}

TEST_CASE("work on the CPU takes as much of this thread's time") {
  const Served served(forkroad::with_work(echo(), {std::chrono::milliseconds(1), {}}));
  served.send("burn");
  CHECK(served.receive(4) == "burn");
}

TEST_CASE("a peer that does not read stops its own thread, and cutting the connection frees it") {
  const Served served(echo());
  const std::string block(64 * 1024, 'x');
  // Until neither side takes more: the service is blocked in its write, and holds no more than one buffer.
  while (::send(served.client.get(), block.data(), block.size(), MSG_DONTWAIT | MSG_NOSIGNAL) > 0) {
  }
  CHECK_FALSE(served.has_ended);
  ::shutdown(served.client.get(), SHUT_RDWR);
}

TEST_CASE("a deadline passes while the peer is silent, and later when it has been moved") {
  const auto move_on = [times = 0](Output& output, Bytes bytes) mutable {
    output.set_deadline(std::chrono::milliseconds(20 * ++times));
    return bytes.size;
  };
  const Served served(scripted(move_on));
  served.send("a");
  served.send("b");
  CHECK(served.receive(100) == "late");
}

TEST_CASE("a deadline can be moved to an earlier time") {
  const auto sooner = [times = 0](Output& output, Bytes bytes) mutable {
    output.set_deadline(times++ == 0 ? std::chrono::hours(1) : std::chrono::milliseconds(2));
    output.write(bytes);
    return bytes.size;
  };
  const Served served(scripted(sooner));
  served.send("a");
  CHECK(served.receive(1) == "a");
  served.send("b");
  CHECK(served.receive(100) == "blate");
}

TEST_CASE("bytes that come one by one do not put a deadline off") {
  const auto once = [times = 0](Output& output, Bytes bytes) mutable {
    if (times++ == 0) output.set_deadline(std::chrono::milliseconds(20));
    return bytes.size;
  };
  const Served served(scripted(once));
  const int client = served.client.get();
  std::string told(4, '\0');
  while (::recv(client, told.data(), told.size(), MSG_DONTWAIT) < 0) ::send(client, "x", 1, MSG_NOSIGNAL);
  CHECK(told == "late");
}
