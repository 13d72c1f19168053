// The windows of a run: edges that threads share, each told of once, and what falls between them.
#include "load/window.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "load/run-queue.h"

namespace forkroad::load {
namespace {

constexpr std::int64_t second_ns = 1'000'000'000;

/// A run of three windows of a second each, that started at 1 s, with a warm-up of 1 s.
Options three_windows() {
  Options options;
  options.host = "127.0.0.1";
  options.port = 1;
  options.mode = Mode::churn;  // starts at once
  options.connections = 2;
  options.size = 1;
  options.warm_up = std::chrono::seconds(1);
  options.duration = std::chrono::seconds(3);
  options.windows = 3;
  options.threads = 2;
  return options;
}

struct Thread {
  explicit Thread(Run& run) : tally(run.options.windows), window(run, tally) { window.start(); }
  double seconds(std::size_t index) const {
    return static_cast<double>(tally.windows[index].length_ns.get()) / second_ns;
  }

  Tally tally;
  Window window;
};

}  // namespace

TEST_CASE("what is counted goes into the window that is open, and nowhere outside the measured time") {
  Run run(three_windows());
  run.begin(second_ns);
  Thread thread(run);
  CHECK(thread.window.open() == nullptr);
  thread.window.pass(2 * second_ns);
  CHECK(thread.window.open() == &thread.tally.windows[0]);
  thread.window.pass(3 * second_ns - 1);
  CHECK(thread.window.open() == &thread.tally.windows[0]);
  thread.window.pass(3 * second_ns);
  CHECK(thread.window.open() == &thread.tally.windows[1]);
  thread.window.pass(4 * second_ns);
  thread.window.pass(5 * second_ns);
  CHECK(thread.window.open() == nullptr);
  CHECK(thread.window.last() == &thread.tally.windows[2]);
  CHECK(thread.window.phase() == Phase::holding);
  for (std::size_t i = 0; i < 3; i++) CHECK(thread.seconds(i) == doctest::Approx(1));
}

TEST_CASE("the measured time is whole, however late its start was passed, and the edges stay those of all threads") {
  Run run(three_windows());
  run.begin(second_ns);
  Thread first(run);
  Thread second(run);
  first.window.pass(7 * second_ns);
  second.window.pass(7 * second_ns + second_ns / 2);
  CHECK(first.window.next_edge_ns() == 8 * second_ns);
  CHECK(second.window.next_edge_ns() == 8 * second_ns);
  second.window.pass(8 * second_ns + second_ns / 4);  // late: its first window is longer, its next is shorter
  CHECK(second.seconds(0) == doctest::Approx(0.75));
  CHECK(second.window.next_edge_ns() == 9 * second_ns);
}

TEST_CASE("each edge is told of once, in order, when the first thread passes it") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const Fd reading(ends[0]);
  const Fd writing(ends[1]);
  std::vector<std::uint32_t> edges;
  Options options = three_windows();
  options.events_fd = writing.get();
  options.on_edge = [&edges](std::uint32_t edge) { edges.push_back(edge); };
  Run run(options);
  run.begin(second_ns);
  Thread first(run);
  Thread second(run);
  first.window.pass(2 * second_ns);
  second.window.pass(4 *
                     second_ns);  // was held up: passes edges 0, 1 and 2 at once, the first of them not as the first
  first.window.pass(4 * second_ns);
  first.window.pass(5 * second_ns);
  second.window.pass(5 * second_ns);
  CHECK(edges == std::vector<std::uint32_t>{0, 1, 2, 3});
  std::array<char, 512> text{};
  const ssize_t size = read(reading.get(), text.data(), text.size());
  CHECK(std::string(text.data(), static_cast<std::size_t>(size)) ==
        "{\"event\":\"warm-up-start\",\"atNs\":1000000000}\n"
        "{\"event\":\"warm-up-edge\",\"index\":0,\"messages\":0,\"atNs\":2000000000}\n"
        "{\"event\":\"window-start\",\"atNs\":2000000000}\n"
        "{\"event\":\"window-edge\",\"index\":1,\"atNs\":4000000000}\n"
        "{\"event\":\"window-edge\",\"index\":2,\"atNs\":4000000000}\n"
        "{\"event\":\"window-end\",\"atNs\":5000000000}\n");
}

TEST_CASE("cut short, the open window counts as far as it went, and the end is told of once") {
  std::vector<std::uint32_t> edges;
  Options options = three_windows();
  options.on_edge = [&edges](std::uint32_t edge) { edges.push_back(edge); };
  Run run(options);
  run.begin(second_ns);
  Thread first(run);
  Thread second(run);
  first.window.pass(2 * second_ns);
  second.window.pass(2 * second_ns);
  first.window.cut_short(2 * second_ns + second_ns / 2);
  second.window.cut_short(2 * second_ns + second_ns / 2);
  CHECK(edges == std::vector<std::uint32_t>{0, 3});
  CHECK(first.seconds(0) == doctest::Approx(0.5));
  CHECK(first.seconds(1) == 0);
}

TEST_CASE("cut short before the measured time, nothing was measured") {
  Run run(three_windows());
  run.begin(second_ns);
  Thread thread(run);
  thread.window.cut_short(second_ns + 1);
  CHECK(thread.window.last() == nullptr);
  CHECK(thread.window.phase() == Phase::holding);
}

TEST_CASE("the run queue's delay never falls") {
  const auto before = run_queue_wait_ns();
  const auto after = run_queue_wait_ns();
  if (before && after) CHECK(*after >= *before);
}

}  // namespace forkroad::load
