// The windows of the warm-up: as long as they are told to be, longer until they have enough messages, told in order.
#include "load/warm-up.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>

#include "load/run.h"
#include "sockets/fd.h"

namespace forkroad::load {
namespace {

using std::chrono::milliseconds;
constexpr std::int64_t ms = 1'000'000;

struct Fixture {
  Fixture() {
    options.warm_up = milliseconds(1000);
    options.warm_up_window = milliseconds(100);
    options.warm_up_messages = 10;
  }
  void begin() {
    warm_up.count_with([this] { return messages; });
    CHECK(warm_up.start(0));
  }

  Options options;
  std::uint64_t messages = 5;  // of the opening
  WarmUp warm_up{options};
};

}  // namespace

TEST_CASE("a window closes when it is due and has enough messages") {
  Fixture f;
  f.begin();
  f.messages = 105;
  f.warm_up.pass(99 * ms);
  CHECK(f.warm_up.report().windows.empty());
  f.warm_up.pass(100 * ms);
  f.messages = 110;
  f.warm_up.pass(200 * ms);
  CHECK(f.warm_up.report().windows.size() == 1);
  f.messages = 115;
  f.warm_up.pass(300 * ms);
  f.warm_up.end(310 * ms);
  const WarmUp::Report report = f.warm_up.report();
  CHECK(report.is_over);
  CHECK(report.messages == 110);
  CHECK(report.length_ns == 310 * ms);
  REQUIRE(report.windows.size() == 2);
  CHECK(report.windows[0].messages == 100);
  CHECK(report.windows[1].messages == 10);
  CHECK(report.windows[1].length_ns == 200 * ms);
}

TEST_CASE("what is left at the end is a window when it is long, or the only one") {
  Fixture with_rest;
  with_rest.begin();
  with_rest.messages = 50;
  with_rest.warm_up.pass(100 * ms);
  with_rest.warm_up.end(160 * ms);
  CHECK(with_rest.warm_up.report().windows.size() == 2);
  Fixture brief;
  brief.begin();
  brief.warm_up.end(20 * ms);
  CHECK(brief.warm_up.report().windows.size() == 1);
}

TEST_CASE("it starts once, and after its end no window closes") {
  Fixture f;
  f.begin();
  CHECK_FALSE(f.warm_up.start(50 * ms));
  f.warm_up.end(100 * ms);
  f.messages = 500;
  f.warm_up.pass(1000 * ms);
  CHECK(f.warm_up.report().windows.size() == 1);
  CHECK(f.warm_up.report().length_ns == 100 * ms);
}

TEST_CASE("its start and its edges are told before the measured time's") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const Fd reading(ends[0]);
  const Fd writing(ends[1]);
  Options options;
  options.host = "127.0.0.1";
  options.port = 1;
  options.mode = Mode::churn;
  options.size = 1;
  options.windows = 1;
  options.warm_up = milliseconds(1000);
  options.warm_up_window = milliseconds(100);
  options.events_fd = writing.get();
  Run run(options);
  run.begin(ms);
  run.warm_up.pass(101 * ms);
  CHECK(run.edge_ns(0) == 1001 * ms);
  run.end_warm_up();
  CHECK(run.edge_ns(0) == ms);
  run.pass_edge(0, 102 * ms);
  std::array<char, 512> text{};
  const ssize_t size = read(reading.get(), text.data(), text.size());
  CHECK(std::string(text.data(), static_cast<std::size_t>(size)) ==
        "{\"event\":\"warm-up-start\",\"atNs\":1000000}\n"
        "{\"event\":\"warm-up-edge\",\"index\":0,\"messages\":0,\"atNs\":101000000}\n"
        "{\"event\":\"window-start\",\"atNs\":102000000}\n");
}

}  // namespace forkroad::load
