// What the tests of the load engine share: a server of our own to load, options for it, and what a sound run counts.
#pragma once
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

inline Options options_for(std::uint16_t port, Mode mode) {
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

inline std::uint64_t messages_of(const Tally& tally) {
  std::uint64_t sum = 0;
  for (const WindowTally& window : tally.windows) sum += window.messages.get();
  return sum;
}

inline std::uint64_t samples_of(const Tally& tally) {
  std::uint64_t sum = 0;
  for (const WindowTally& window : tally.windows) sum += window.latency.samples();
  return sum;
}

/// Runs until every connection was served, however long that takes, and then some.
inline void check_faultless(Options options) {
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

}  // namespace forkroad::load
