// The load engine in each mode, with several threads, against our own native server: for the sanitizers above all.
#include "load-fixture.h"

namespace forkroad::load {

TEST_CASE("each mode, over two threads, while its counts are read") {
  EchoServer server;
  for (const Mode mode : {Mode::closed_loop, Mode::open_loop, Mode::churn, Mode::burst}) {
    Options options = options_for(server.port(), mode);
    std::atomic<std::uint32_t> edges{0};
    options.on_edge = [&edges](std::uint32_t edge) { CHECK(edge == edges++); };
    Engine engine(options);
    std::thread body([&engine] { engine.run(); });
    while (engine.ending() == Ending::running) {
      Tally meanwhile(engine.windows());
      engine.sum_into(meanwhile);
      CHECK(meanwhile.errors[static_cast<std::size_t>(ErrorKind::wrong_byte)].get() == 0);
      std::this_thread::yield();
    }
    body.join();
    Tally sum(engine.windows());
    engine.sum_into(sum);
    CHECK(engine.ending() == Ending::finished);
    CHECK(sum.served.get() == 5);
    CHECK(messages_of(sum) > 0);
    CHECK(samples_of(sum) == messages_of(sum) + sum.answered_after_end.get() + sum.unanswered.get());
    CHECK(edges == 4);
    CHECK(sum.bytes_received.get() == sum.bytes_sent.get());
    for (const Count& errors : sum.errors) CHECK(errors.get() == 0);
  }
}

TEST_CASE("a client that is slow burns CPU for each message") {
  EchoServer server;
  Options options = options_for(server.port(), Mode::closed_loop);
  options.slow_client = std::chrono::microseconds(100);
  Engine engine(options);
  engine.run();
  Tally sum(engine.windows());
  engine.sum_into(sum);
  std::uint64_t cpu_ns = 0;
  for (const WindowTally& window : sum.windows) cpu_ns += window.cpu_ns.get();
  REQUIRE(messages_of(sum) > 0);
  CHECK(cpu_ns >= (messages_of(sum) - options.threads * options.windows) * 100'000);  // one may be cut by each edge
}

TEST_CASE("the built-in echo serves each mode, messages larger than a socket's buffer included") {
  for (const Service service : {Service::echo, Service::http_echo}) {
    const EchoPeer peer(service);
    for (const Mode mode : {Mode::closed_loop, Mode::open_loop, Mode::churn, Mode::burst}) {
      for (const std::size_t size : {std::size_t{1}, std::size_t{4} << 20U}) {
        Options options = options_for(peer.port(), mode);
        options.service = service;
        options.size = size;
        options.rate = 100;
        check_faultless(options);
      }
    }
  }
}

TEST_CASE("the built-in HTTP answers a request without a body") {
  const EchoPeer peer(Service::http_echo);
  Options options = options_for(peer.port(), Mode::closed_loop);
  options.service = Service::http_echo;
  options.size = 0;
  check_faultless(options);
}

TEST_CASE("the client's counts are the server's") {
  EchoServer server;
  Engine engine(options_for(server.port(), Mode::closed_loop));
  engine.run();
  server.stop();
  Tally sum(engine.windows());
  engine.sum_into(sum);
  CHECK(counters().bytes_in.load() == sum.bytes_sent.get());
  CHECK(counters().bytes_out.load() == sum.bytes_received.get());
  CHECK(counters().accepted.load() == 5);
}

TEST_CASE("silent connections are answered once, and counted apart") {
  EchoServer server;
  Options options = options_for(server.port(), Mode::closed_loop);
  options.idle = 301;
  Engine engine(options);
  engine.run();
  server.stop();
  Tally sum(engine.windows());
  engine.sum_into(sum);
  CHECK(engine.ending() == Ending::finished);
  CHECK(sum.served.get() == 5);
  CHECK(sum.idle_established.get() == 301);
  CHECK(sum.idle_served.get() == 301);
  CHECK(samples_of(sum) == messages_of(sum) + sum.answered_after_end.get());
  CHECK(counters().bytes_in.load() == sum.bytes_sent.get());
}

TEST_CASE("stopped while it runs, it ends") {
  EchoServer server;
  Options options = options_for(server.port(), Mode::closed_loop);
  options.duration = std::chrono::hours(1);
  Engine engine(options);
  std::thread body([&engine] { engine.run(); });
  while (engine.phase() != Phase::measuring) std::this_thread::yield();
  engine.stop();
  body.join();
  CHECK(engine.ending() == Ending::stopped);
}

TEST_CASE("a server that goes midway ends the run") {
  EchoServer server;
  Options options = options_for(server.port(), Mode::closed_loop);
  options.duration = std::chrono::hours(1);
  Engine engine(options);
  std::thread body([&engine] { engine.run(); });
  while (engine.phase() != Phase::measuring) std::this_thread::yield();
  server.stop();
  body.join();
  CHECK(engine.ending() == Ending::lost);
}

TEST_CASE("nobody there is refused") {
  std::uint16_t port = 0;
  {
    const Fd listener = listen_on("127.0.0.1", 0, 1);
    port = local_port(listener.get());
  }
  Engine engine(options_for(port, Mode::closed_loop));
  engine.run();
  Tally sum(engine.windows());
  engine.sum_into(sum);
  CHECK(engine.ending() == Ending::lost);
  CHECK(sum.errors[static_cast<std::size_t>(ErrorKind::refused)].get() == 5);
}

}  // namespace forkroad::load
