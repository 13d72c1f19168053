// Native models as their owner runs them: served, stopped in this process alone or everywhere, and what is short,
// counted.
#include "serving/model-run.h"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <string>

#include "registry.h"
#include "sockets/fd.h"
#include "sockets/listener.h"

namespace {

using forkroad::ErrorKind;
using forkroad::Fd;
using forkroad::ModelRun;

const char* const models[] = {"iterative-native", "epoll", "thread-per-connection", "fork-per-connection-native"};

Fd connect_to(const Fd& listener) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(forkroad::local_port(listener.get()));
  Fd client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  REQUIRE(::connect(client.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  return client;
}

std::string exchange(const Fd& client, const std::string& text) {
  ::send(client.get(), text.data(), text.size(), MSG_NOSIGNAL);
  std::string reply(text.size(), '\0');
  const ssize_t got = ::recv(client.get(), reply.data(), reply.size(), MSG_WAITALL);
  reply.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return reply;
}

}  // namespace

TEST_CASE("a native model stops in this process alone: it drains, and who comes then waits for another process") {
  for (const char* const model : models) {
    CAPTURE(model);
    const Fd listener = forkroad::listen_on("127.0.0.1", 0, 16);
    ModelRun run({model, "echo", listener.get(), {}, {}});
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
    const Fd listener = forkroad::listen_on("127.0.0.1", 0, 16);
    ModelRun run({model, "echo", listener.get(), {}, {}});
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
