// Native models as their owner runs them: served, stopped in this process alone or everywhere, and what is short,
// counted.
#include "serving/model-run.h"

#include <doctest/doctest.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>

#include "client.h"
#include "registry.h"
#include "sockets/fd.h"
#include "sockets/listener.h"

namespace {

using forkroad::connect_to;
using forkroad::ErrorKind;
using forkroad::exchange;
using forkroad::Fd;
using forkroad::ModelRun;

const char* const models[] = {"iterative-native",           "epoll",           "thread-per-connection",
                              "fork-per-connection-native", "reuseport-loops", "listener-io-handlers"};

const forkroad::ModelOptions options{2, 2, {{"pick", "round-robin"}, {"listeners", "2"}}};

Fd listen() {
  return forkroad::listen_on("127.0.0.1", 0, 16, forkroad::Port::shared);
}

}  // namespace

TEST_CASE("a native model stops in this process alone: it drains, and who comes then waits for another process") {
  for (const char* const model : models) {
    CAPTURE(model);
    const Fd listener = listen();
    ModelRun run({model, "echo", listener.get(), options, {}});
    Fd client = connect_to(listener);
    CHECK(exchange(client, "served") == "served");
    client.reset();
    run.stop(std::chrono::seconds(10), ModelRun::Scope::here);
    const Fd waiting = connect_to(listener);
    ::send(waiting.get(), "anyone?", 7, MSG_NOSIGNAL);
    char byte = 0;
    CHECK(::recv(waiting.get(), &byte, 1, MSG_DONTWAIT) == -1);
    CHECK(errno == EAGAIN);
  }
}

TEST_CASE("a native model that is cut ends its connections at once") {
  for (const char* const model : models) {
    CAPTURE(model);
    const Fd listener = listen();
    ModelRun run({model, "echo", listener.get(), options, {}});
    const Fd client = connect_to(listener);
    CHECK(exchange(client, "served") == "served");
    run.stop(std::chrono::milliseconds(0), ModelRun::Scope::everywhere);
    CHECK(exchange(client, "cut").empty());
  }
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
