// Two connections in one loop, each of a kind of loop, and a client for each.
#pragma once
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <functional>
#include <string>
#include <thread>

#include "serving/loop-connections.h"
#include "serving/precise-wait.h"
#include "sockets/fd.h"
#ifdef FORKROAD_HAS_LIBURING
#include "serving/uring/probe.h"
#include "serving/uring/ring-connections.h"
#endif

namespace forkroad::test {

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

inline Service scripted(const Scripted::OnBytes& on_bytes) {
  return [on_bytes](Output& output) { return std::make_unique<Scripted>(output, on_bytes); };
}

/// Told by epoll what is ready.
struct ReadinessLoop {
  static bool is_possible() { return true; }
  static void run(Server& server, std::array<Fd, 2>& accepted) {
    const Fd set(epoll_create1(0));
    LoopConnections connections(server);
    for (std::uint32_t id = 0; id < 2; ++id) {
      ::fcntl(accepted[id].get(), F_SETFL, O_NONBLOCK);
      NonblockingConnection& added = connections.add(Connection(server, std::move(accepted[id]), id));
      epoll_event event{};
      event.events = LoopConnections::watched_events;
      event.data.ptr = &added;
      REQUIRE(epoll_ctl(set.get(), EPOLL_CTL_ADD, added.fd(), &event) == 0);
    }
    std::array<epoll_event, 4> events{};
    while (!connections.is_empty()) {
      const int timeout_ms = wait_precisely(set.get(), connections.longest_wait());
      const int count = epoll_wait(set.get(), events.data(), 4, timeout_ms);
      for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        connections.on_ready(*static_cast<NonblockingConnection*>(event.data.ptr), event.events);
      }
      connections.end_batch();
    }
  }
};

/// Told nothing: it asks each of them.
struct TryingLoop {
  static bool is_possible() { return true; }
  static void run(Server& server, std::array<Fd, 2>& accepted) {
    LoopConnections connections(server);
    for (std::uint32_t id = 0; id < 2; ++id) {
      ::fcntl(accepted[id].get(), F_SETFL, O_NONBLOCK);
      connections.add(Connection(server, std::move(accepted[id]), id));
    }
    while (!connections.is_empty()) {
      for (const auto& connection : connections.all()) connections.try_now(*connection);
      connections.end_batch();
    }
  }
};

#ifdef FORKROAD_HAS_LIBURING
/// Told by a ring what is done.
struct CompletionLoop {
  static bool is_possible() {
    const bool is_possible = refusal_of_io_uring() == 0;
    if (!is_possible) MESSAGE("not tested: the kernel refuses io_uring");
    return is_possible;
  }
  static void run(Server& server, std::array<Fd, 2>& accepted) {
    Ring ring;
    RingConnections connections(server, ring);
    for (std::uint32_t id = 0; id < 2; ++id) connections.add(Connection(server, std::move(accepted[id]), id));
    connections.end_batch();
    while (!connections.is_empty()) {
      ring.submit_and_wait(connections.longest_wait());
      ring.take_completions([&](const Completion& completion) { connections.on_completion(completion); });
      connections.end_batch();
    }
  }
};
#define LOOPS ReadinessLoop, TryingLoop, CompletionLoop
#else
#define LOOPS ReadinessLoop, TryingLoop
#endif

/// The loop in a thread; the test is the client on the other ends.
template <typename Loop>
class Served {
 public:
  explicit Served(const Service& service) : server_(-1, service) {
    for (std::uint32_t id = 0; id < 2; ++id) {
      int ends[2];
      REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
      clients[id].reset(ends[0]);
      accepted_[id].reset(ends[1]);
    }
    thread_ = std::thread([this] { Loop::run(server_, accepted_); });
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  /// Waits until the loop has no connection left.
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
    std::size_t got = 0;
    // Not MSG_WAITALL: the kernel's clearing up after a ring that this thread has probed cuts such a wait short.
    for (ssize_t part = 1; part > 0 && got<size; got += part> 0 ? static_cast<std::size_t>(part) : 0) {
      part = ::recv(clients[client].get(), text.data() + got, size - got, 0);
      if (part < 0 && errno == EINTR) part = ::recv(clients[client].get(), text.data() + got, size - got, 0);
    }
    text.resize(got);
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
  Server server_;
  std::array<Fd, 2> accepted_;
  std::thread thread_;
};

}  // namespace forkroad::test
