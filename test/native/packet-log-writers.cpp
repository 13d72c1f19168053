// Many writers, one output: no gap, no torn line, causes before effects.
#include <atomic>
#include <map>
#include <regex>
#include <string>
#include <thread>

#include "packet-log-fixture.h"

namespace forkroad::packet_log {
namespace {

constexpr std::uint32_t writers = 8;

/// "w3 n17 xxxx", with a tail of a length that differs from record to record.
void write_sequence(std::uint32_t writer, int records, std::size_t longest_tail) {
  for (int i = 0; i < records; ++i) {
    const std::string tail(static_cast<std::size_t>(i) * 31 % longest_tail, 'x');
    record_text(writer, "w" + std::to_string(writer) + " n" + std::to_string(i) + " " + tail);
  }
}

struct Outcome {
  std::vector<std::string> lines;
  Totals totals;
};

/// All writers at once, through a non-blocking pipe of one page, read in small pieces.
Outcome run_writers(int records, std::size_t longest_tail) {
  create();
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

/// The last number of each writer; fails on a torn line and on one out of order.
std::map<int, int> check_lines(const std::vector<std::string>& lines, std::size_t longest_tail) {
  const std::regex whole(R"(\[PACKET\] RECV: w(\d) n(\d+) (x*))");
  std::map<int, int> last;
  for (const std::string& line : lines) {
    std::smatch match;
    REQUIRE_MESSAGE(std::regex_match(line, match, whole), line);
    const int number = std::stoi(match[2]);
    REQUIRE(static_cast<std::size_t>(match[3].length()) == static_cast<std::size_t>(number) * 31 % longest_tail);
    const auto [before, is_first] = last.try_emplace(std::stoi(match[1]), -1);
    REQUIRE(number > before->second);
    before->second = number;
  }
  return last;
}

}  // namespace

TEST_CASE("8 writers, a slow reader: no sequence has a gap when nothing is dropped") {
  constexpr int records = 4000;  // fit into a ring, however late the logger is
  const Outcome outcome = run_writers(records, 40);
  CHECK(outcome.totals.recorded == writers * records);
  CHECK(outcome.totals.dropped == 0);
  CHECK(outcome.lines.size() == writers * records);
  CHECK(check_lines(outcome.lines, 40).size() == writers);
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
  create();
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
