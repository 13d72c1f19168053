// Many writers, one output: no gap, no torn line, causes before effects.
#include <array>
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>

#include "packet-log-fixture.h"

namespace forkroad::packet_log {
namespace {

constexpr std::uint32_t writers = 8;

/// "w3 n17 xxxx", with a tail of a length that differs from record to record.
std::string text_of(std::uint32_t writer, int number, std::size_t longest_tail) {
  return "w" + std::to_string(writer) + " n" + std::to_string(number) + " " +
         std::string(static_cast<std::size_t>(number) * 31 % longest_tail, 'x');
}

void write_sequence(std::uint32_t writer, int records, std::size_t longest_tail) {
  for (int i = 0; i < records; ++i) record_text(writer, text_of(writer, i, longest_tail));
}

struct Outcome {
  std::vector<std::string> lines;
  Totals totals;
};

/// All writers at once, through a non-blocking pipe of one page, read in small pieces.
Outcome run_writers(int records, std::size_t longest_tail) {
  fresh_region();
  Pipe pipe = make_pipe(O_NONBLOCK);
  REQUIRE(::fcntl(pipe.read_end.get(), F_SETFL, 0) == 0);  // the reader's end alone waits
  ::fcntl(pipe.write_end.get(), F_SETPIPE_SZ, 4096);
  start_logger(options_of(Format::ascii, pipe.write_end.get()));
  Outcome outcome;
  std::thread reader([&] { outcome.lines = lines_of(read_all(pipe.read_end.get(), 1000)); });
  std::vector<std::thread> threads;
  for (std::uint32_t writer = 0; writer < writers; ++writer) {
    threads.emplace_back(write_sequence, writer, records, longest_tail);
  }
  for (auto& thread : threads) thread.join();
  outcome.totals = stop_logger(20'000);
  pipe.write_end.reset();
  reader.join();
  return outcome;
}

/// Fails on a torn line and on one out of its writer's order.
void check_lines(const std::vector<std::string>& lines, std::size_t longest_tail) {
  std::array<int, writers> last;
  last.fill(-1);
  for (const std::string& line : lines) {
    std::uint32_t writer = 0;
    int number = 0;
    REQUIRE_MESSAGE(std::sscanf(line.c_str(), "[PACKET] RECV: w%u n%d ", &writer, &number) == 2, line);
    REQUIRE(writer < writers);
    REQUIRE(line == "[PACKET] RECV: " + text_of(writer, number, longest_tail));
    REQUIRE(number > last.at(writer));
    last.at(writer) = number;
  }
}

}  // namespace

TEST_CASE("8 writers, a slow reader: no sequence has a gap when nothing is dropped") {
  constexpr int records = 4000;  // fit into a ring, however late the logger is
  const Outcome outcome = run_writers(records, 40);
  CHECK(outcome.totals.recorded == writers * records);
  CHECK(outcome.totals.dropped == 0);
  CHECK(outcome.lines.size() == writers * records);
  check_lines(outcome.lines, 40);
}

TEST_CASE("8 writers, too much for a slow reader: the count of the dropped is exact, no line is torn") {
  constexpr int records = 3000;
  Outcome outcome = run_writers(records, 3000);
  CHECK(outcome.totals.recorded == writers * records);
  if (outcome.totals.dropped > 0) {
    CHECK(outcome.lines.back() == "[INFO] Packet log: " + std::to_string(outcome.totals.dropped) + " of " +
                                      std::to_string(outcome.totals.recorded) + " records dropped");
    outcome.lines.pop_back();
  }
  CHECK(outcome.lines.size() == outcome.totals.recorded - outcome.totals.dropped);
  check_lines(outcome.lines, 3000);
}

TEST_CASE("a record's line stands before the line of what it caused in another thread") {
  fresh_region();
  const Fd output = make_file();
  start_logger(options_of(Format::ascii, output.get()));
  constexpr int turns = 4000;
  std::atomic<int> turn{0};
  const auto play = [&](int player) {
    for (int mine = player; mine < turns; mine += 2) {
      while (turn.load() != mine) std::this_thread::yield();
      record_text(1, std::to_string(mine));
      turn = mine + 1;
    }
  };
  std::thread even(play, 0);
  std::thread odd(play, 1);
  even.join();
  odd.join();
  CHECK(stop_logger().dropped == 0);
  const auto lines = lines_of(read_file(output.get()));
  REQUIRE(lines.size() == turns);
  for (int i = 0; i < turns; ++i) REQUIRE(lines[static_cast<std::size_t>(i)] == "[PACKET] RECV: " + std::to_string(i));
}

}  // namespace forkroad::packet_log
