// How the load engine's phases end: a warm-up that is ended, answers that never come, a load that is held until it is
// released.
#include "load-fixture.h"

namespace forkroad::load {

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

}  // namespace forkroad::load
