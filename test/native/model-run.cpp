// Native models as their owner runs them: served, stopped in this process alone or everywhere, and what is short,
// counted.
#include "serving/model-run.h"

#include <doctest/doctest.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "loopback.h"
#include "registry.h"
#include "sockets/fd.h"
#include "sockets/listener.h"
#ifdef FORKROAD_HAS_LIBURING
#include "serving/uring/probe.h"
#endif

namespace {

using forkroad::connect_to;
using forkroad::Counters;
using forkroad::ErrorKind;
using forkroad::exchange;
using forkroad::Fd;
using forkroad::ModelRun;
using forkroad::RunOptions;

std::vector<const char*> models() {
  std::vector<const char*> names{"iterative-native",
                                 "busy-poll",
                                 "epoll",
                                 "thread-pool",
                                 "acceptor-queue",
                                 "thread-per-connection",
                                 "reuseport-loops",
                                 "listener-io-handlers",
                                 "fork-per-connection-native"};
#ifdef FORKROAD_HAS_LIBURING
  if (forkroad::refusal_of_io_uring() == 0) names.push_back("io-uring");
#endif
  return names;
}

Fd listen() {
  return forkroad::listen_on("127.0.0.1", 0, 16, forkroad::Port::shared);
}

/// With settings for all of the models: one thread, two loops, a queue of one.
RunOptions options_of(const char* model, const Fd& listener) {
  const std::map<std::string, std::string> settings{
      {"yield", "true"}, {"queue", "1"}, {"pick", "round-robin"}, {"listeners", "2"}};
  return {model, "echo", listener.get(), {1, 2, settings}, {}};
}

bool has_bytes(const Fd& client) {
  char byte = 0;
  return ::recv(client.get(), &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 1 || errno != EAGAIN;
}

void until(const std::function<bool()>& holds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!holds()) REQUIRE(std::chrono::steady_clock::now() < deadline);
}

/// A second client in the queue of acceptor-queue, behind one that is served, and a third in the kernel.
struct Queued {
  Fd listener = forkroad::listen_on("127.0.0.1", 0, 16);
  std::uint64_t accepted_before = forkroad::counters().accepted;
  ModelRun run{options_of("acceptor-queue", listener)};
  Fd served = connect_to(listener);
  Fd queued;
  Fd in_kernel;

  Queued() {
    CHECK(exchange(served, "served") == "served");
    queued = connect_to(listener);
    in_kernel = connect_to(listener);
    forkroad::send_text(queued, "queued");
    forkroad::send_text(in_kernel, "never");
    until([this] { return accepted() == 2; });
  }
  std::uint64_t accepted() const { return forkroad::counters().accepted - accepted_before; }
};

}  // namespace

TEST_CASE("a native model stops in this process alone: it drains, and who comes then waits for another process") {
  for (const char* const model : models()) {
    CAPTURE(model);
    const Fd listener = listen();
    ModelRun run(options_of(model, listener));
    Fd client = connect_to(listener);
    CHECK(exchange(client, "served") == "served");
    client.reset();
    run.stop(std::chrono::seconds(10), ModelRun::Scope::here);
    const Fd waiting = connect_to(listener);
    forkroad::send_text(waiting, "anyone?");
    CHECK_FALSE(has_bytes(waiting));
  }
}

TEST_CASE("a native model that is cut ends its connections at once") {
  for (const char* const model : models()) {
    CAPTURE(model);
    const Fd listener = listen();
    ModelRun run(options_of(model, listener));
    const Fd client = connect_to(listener);
    CHECK(exchange(client, "served") == "served");
    run.stop(std::chrono::milliseconds(0), ModelRun::Scope::everywhere);
    CHECK(exchange(client, "cut").empty());
  }
}

TEST_CASE("a native model that is cut while an answer is late ends at once, too") {
  for (const char* const model : models()) {
    CAPTURE(model);
    const Fd listener = listen();
    RunOptions options = options_of(model, listener);
    options.work.wait = std::chrono::hours(1);
    ModelRun run(options);
    const Fd client = connect_to(listener);
    forkroad::send_text(client, "late");
    run.stop(std::chrono::milliseconds(20), ModelRun::Scope::everywhere);
    CHECK(forkroad::receive_text(client, 4).empty());
  }
}

TEST_CASE("acceptor-queue: full, it accepts no more; what is queued when it stops is served, what is not is not") {
  Queued clients;
  CHECK_FALSE(has_bytes(clients.queued));
  std::thread stopping([&] { clients.run.stop(std::chrono::seconds(10), ModelRun::Scope::everywhere); });
  until([&] { return !forkroad::try_connect_to(clients.listener); });
  CHECK(exchange(clients.served, "still") == "still");
  clients.served.reset();
  CHECK(forkroad::receive_text(clients.queued, 6) == "queued");
  clients.queued.reset();
  stopping.join();
  CHECK(clients.accepted() == 2);
  CHECK(forkroad::receive_text(clients.in_kernel, 5).empty());
  const Counters& counters = forkroad::counters();
  CHECK(counters.queued >= 2);
  CHECK(counters.deepest_queue == 1);
  CHECK(counters.longest_queue_wait_ns <= counters.queue_wait_ns);
}

TEST_CASE("acceptor-queue: a cut ends who is served and who is queued") {
  Queued clients;
  clients.run.stop(std::chrono::milliseconds(0), ModelRun::Scope::here);
  CHECK(forkroad::receive_text(clients.served, 1).empty());
  CHECK(forkroad::receive_text(clients.queued, 6).empty());
}

TEST_CASE("what fork(2) lacks is counted as processes, and tried again") {
  const auto processes = static_cast<std::size_t>(ErrorKind::processes);
  const std::uint64_t before = forkroad::counters().errors[processes].load();
  forkroad::Server server(-1, forkroad::registry<forkroad::Service>().at("echo"));
  int attempts = 0;
  CHECK(server.retry_until_stop(
      "fork", [&] { return ++attempts < 3 ? EAGAIN : 0; }, ErrorKind::processes));
  CHECK(attempts == 3);
  CHECK(forkroad::counters().errors[processes].load() == before + 2);
}
