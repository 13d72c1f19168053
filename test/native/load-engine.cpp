// The load engine in each mode, with several threads, against our own native server: for the sanitizers above all.
#include "load/engine.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "load/echo-peer.h"
#include "packet-log/packet-log.h"
#include "serving/counters.h"
#include "serving/model-run.h"
#include "sockets/listener.h"

namespace forkroad::load {
namespace {

using std::chrono::milliseconds;

/// thread-per-connection on a port of its own.
class EchoServer {
 public:
  EchoServer() : listener_(listen_on("127.0.0.1", 0, 511)), port_(local_port(listener_.get())) {
    packet_log::create();
    RunOptions options;
    options.model = "thread-per-connection";
    options.service = "echo";
    options.listener = listener_.get();
    run_ = std::make_unique<ModelRun>(options);
  }
  ~EchoServer() {
    if (run_) stop();
  }
  EchoServer(const EchoServer&) = delete;
  EchoServer& operator=(const EchoServer&) = delete;

  void stop() {
    run_->stop(milliseconds(0), ModelRun::Scope::everywhere);
    run_.reset();
  }
  std::uint16_t port() const { return port_; }

 private:
  Fd listener_;
  std::uint16_t port_;
  std::unique_ptr<ModelRun> run_;
};

Options options_for(std::uint16_t port, Mode mode) {
  Options options;
  options.host = "127.0.0.1";
  options.port = port;
  options.mode = mode;
  options.connections = 5;
  options.size = 100;
  options.warm_up = milliseconds(20);
  options.warm_up_window = milliseconds(5);
  options.duration = milliseconds(200);
  options.windows = 3;
  options.timeout = std::chrono::seconds(10);
  options.rate = 2000;
  options.threads = 2;
  return options;
}

std::uint64_t messages_of(const Tally& tally) {
  std::uint64_t sum = 0;
  for (const WindowTally& window : tally.windows) sum += window.messages.get();
  return sum;
}

std::uint64_t samples_of(const Tally& tally) {
  std::uint64_t sum = 0;
  for (const WindowTally& window : tally.windows) sum += window.latency.samples();
  return sum;
}

/// Runs until every connection was served, however long that takes, and then some.
void check_faultless(Options options) {
  CAPTURE(static_cast<int>(options.service));
  CAPTURE(static_cast<int>(options.mode));
  CAPTURE(options.size);
  options.duration = std::chrono::hours(1);
  Engine engine(options);
  std::thread body([&engine] { engine.run(); });
  while (engine.ending() == Ending::running) {
    Tally meanwhile(engine.windows());
    engine.sum_into(meanwhile);
    if (meanwhile.served.get() == options.connections && messages_of(meanwhile) > 0) engine.stop();
    std::this_thread::yield();
  }
  body.join();
  Tally sum(engine.windows());
  engine.sum_into(sum);
  CHECK(engine.ending() == Ending::stopped);
  for (const Count& errors : sum.errors) CHECK(errors.get() == 0);
}

}  // namespace

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

TEST_CASE("a warm-up without end is ended, over two threads, and what it counted is told") {
  EchoServer server;
  Options options = options_for(server.port(), Mode::closed_loop);
  options.warm_up = std::chrono::hours(1);
  std::atomic<std::uint32_t> windows{0};
  options.on_warm_up = [&windows](std::uint64_t, std::int64_t) { windows++; };
  Engine engine(options);
  std::thread body([&engine] { engine.run(); });
  while (windows < 3) std::this_thread::yield();
  engine.end_warm_up();
  body.join();
  CHECK(engine.ending() == Ending::finished);
  const WarmUp::Report report = engine.warm_up();
  CHECK(report.is_over);
  CHECK(report.windows.size() == windows);
  CHECK(report.messages > 0);
}

TEST_CASE("what a silent server leaves without an answer is counted once, timed out or not, in each mode") {
  for (const Mode mode : {Mode::churn, Mode::burst}) {
    const Fd listener = listen_on("127.0.0.1", 0, 511);  // establishes, and never answers
    for (const auto timeout : {milliseconds(10'000), milliseconds(60)}) {
      Options options = options_for(local_port(listener.get()), mode);
      options.threads = mode == Mode::burst ? 1 : 2;
      options.timeout = timeout;
      Engine engine(options);
      engine.run();
      Tally sum(engine.windows());
      engine.sum_into(sum);
      const bool is_patient = timeout > options.duration;
      CHECK(engine.ending() == (is_patient ? Ending::finished : Ending::unanswered));
      CHECK(sum.errors[static_cast<std::size_t>(ErrorKind::timeout)].get() == (is_patient ? 0 : 5));
      if (!is_patient) continue;
      CHECK(sum.unanswered.get() == 5);
      CHECK(samples_of(sum) == 5);
      CHECK(sum.windows.back().unanswered.samples() == 5);
    }
  }
}

TEST_CASE("held, each mode goes on after its last window, until it is released") {
  EchoServer server;
  for (const Mode mode : {Mode::closed_loop, Mode::open_loop, Mode::churn, Mode::burst}) {
    Options options = options_for(server.port(), mode);
    options.hold = std::chrono::hours(1);
    Engine engine(options);
    std::thread body([&engine] { engine.run(); });
    while (engine.phase() != Phase::holding) std::this_thread::yield();
    const auto all = [&engine] {
      Tally sum(engine.windows());
      engine.sum_into(sum);
      return sum.all_messages.get();
    };
    const std::uint64_t before = all();
    while (all() < before + 10) std::this_thread::yield();
    CHECK(engine.ending() == Ending::running);
    engine.release();
    body.join();
    CHECK(engine.ending() == Ending::finished);
  }
}

TEST_CASE("a hold that nobody releases ends by itself") {
  EchoServer server;
  Options options = options_for(server.port(), Mode::closed_loop);
  options.hold = milliseconds(100);
  Engine engine(options);
  engine.run();
  CHECK(engine.ending() == Ending::finished);
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
