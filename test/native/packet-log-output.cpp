// Outputs that fail, block or recover: the server goes on, the count of the dropped is exact, no line is torn.
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <limits>
#include <string>

#include "packet-log-fixture.h"
#include "packet-log/sink.h"

namespace forkroad::packet_log {
namespace {

constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();

Totals record_into(int output_fd, int records, int patience_ms) {
  fresh_region();
  start_logger(options_of(Format::ascii, output_fd));
  for (int i = 0; i < records; ++i) record_text(1, std::string(100, 'x'));
  return stop_logger(patience_ms);
}

void put_line(Sink& sink, const std::string& line) {
  char* const out = sink.room_for(line.size());
  line.copy(out, line.size());
  sink.commit(out + line.size());
}

}  // namespace

TEST_CASE("a full disk drops everything, and counts it") {
  const Fd full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  const Totals all = record_into(full.get(), 1000, 2000);
  CHECK(all.recorded == 1000);
  CHECK(all.dropped == 1000);
}

TEST_CASE("a reader that has gone drops everything, and kills nobody") {
  Pipe pipe = make_pipe();
  pipe.read_end.reset();
  const Totals all = record_into(pipe.write_end.get(), 1000, 2000);
  CHECK(all.recorded == 1000);
  CHECK(all.dropped == 1000);
}

TEST_CASE("a reader that never reads is waited for no longer than the patience") {
  Pipe pipe = make_pipe();
  const Totals all = record_into(pipe.write_end.get(), 3000, 50);
  CHECK(all.recorded == 3000);
  pipe.write_end.reset();
  const std::string text = read_all(pipe.read_end.get());
  const auto whole_lines = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  CHECK(all.dropped == 3000 - whole_lines);
  CHECK(all.dropped > 0);
}

TEST_CASE("the descriptor given keeps its flags") {
  Pipe pipe = make_pipe();
  fresh_region();
  start_logger(options_of(Format::ascii, pipe.write_end.get()));
  CHECK((::fcntl(pipe.write_end.get(), F_GETFL) & O_NONBLOCK) == 0);
  stop_logger();
}

TEST_CASE("a file keeps its position") {
  const Fd file = make_file();
  REQUIRE(::write(file.get(), "before\n", 7) == 7);
  record_into(file.get(), 1, 2000);
  CHECK(lines_of(read_file(file.get())) ==
        std::vector<std::string>{"before", "[PACKET] RECV: " + std::string(100, 'x')});
}

TEST_CASE("an output that fails within a line and recovers has whole lines only") {
  const Fd file = make_file();
  const std::atomic<std::uint64_t> deadline_ns{never};
  Sink sink(file.get(), deadline_ns);
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto previous = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit tight{25, before.rlim_max};  // two lines and a half
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
  for (int i = 0; i < 5; ++i) put_line(sink, "line " + std::to_string(i) + " ..\n");
  sink.flush();
  put_line(sink, "lost too\n");
  sink.flush();
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, previous);
  put_line(sink, "recovered\n");
  sink.flush();
  CHECK(sink.give_up());
  const Sink::Counts counts = sink.take_counts();
  CHECK(counts.printed == 4);
  CHECK(counts.dropped == 3);
  CHECK(read_file(file.get()) == "line 0 ..\nline 1 ..\nline 2 ..\nrecovered\n");
}

TEST_CASE("a second logger is refused, a later one is not") {
  const Fd file = make_file();
  fresh_region();
  start_logger(options_of(Format::ascii, file.get()));
  CHECK_THROWS(start_logger(options_of(Format::ascii, file.get())));
  record_text(1, "one");
  stop_logger();
  record_text(1, "not recorded");
  start_logger(options_of(Format::ascii, file.get()));
  record_text(1, "two");
  CHECK(stop_logger().recorded == 2);
  CHECK(lines_of(read_file(file.get())) == std::vector<std::string>{"[PACKET] RECV: one", "[PACKET] RECV: two"});
}

}  // namespace forkroad::packet_log
