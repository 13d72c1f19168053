// Rings: wrapping, filling up, being claimed and given back.
#include "packet-log/ring.h"

#include <sys/stat.h>

#include <string>

#include "packet-log-fixture.h"

namespace forkroad::packet_log {

TEST_CASE("before a logger is started, and with everything off, nothing is recorded and no ring is claimed") {
  const int fd = fresh_region();
  record_text(1, "hello");
  say(Level::info, 0, "hello");
  LoggerOptions options = options_of(Format::off, 1);
  options.quiet = true;
  start_logger(options);
  CHECK_FALSE(records_packets());
  CHECK_FALSE(records(Level::info));
  record_text(1, "hello");
  say(Level::info, 0, "hello");
  say(Level::debug, 0, "hello");
  CHECK(stop_logger().recorded == 0);
  CHECK(claimed_rings() == 0);
  struct stat memory {};
  REQUIRE(::fstat(fd, &memory) == 0);
  CHECK(memory.st_blocks * 512 < 64 * 1024);  // pages of the header and of some claims
}

TEST_CASE("a full ring drops, and counts each record it dropped") {
  fresh_region();
  region()->recorded_kinds = packets_bit;  // recording, without a logger that would make room
  const std::string payload(1000, 'x');
  constexpr int asked = 2000;
  std::thread([&] {
    for (int i = 0; i < asked; ++i) record_text(1, payload);
  }).join();
  constexpr auto taken = ring_bytes / record_bytes(1000);
  CHECK(totals().dropped == asked - taken);

  const Fd output = make_file();
  start_logger(options_of(Format::ascii, output.get()));
  const Totals all = stop_logger();
  CHECK(all.recorded == asked);
  const auto lines = lines_of(read_file(output.get()));
  REQUIRE(lines.size() == taken + 1);
  CHECK(lines.back() ==
        "[INFO] Packet log: " + std::to_string(all.dropped) + " of " + std::to_string(asked) + " records dropped");
}

TEST_CASE("records of every size survive the ring's end") {
  fresh_region();
  const Fd output = make_file();
  start_logger(options_of(Format::ascii, output.get()));
  std::vector<std::string> expected;
  for (int i = 0; i < 3000; ++i) {
    const std::string payload(1 + static_cast<std::size_t>(i) * 7919 % 4000, static_cast<char>('a' + i % 26));
    expected.push_back("[PACKET] RECV: " + payload);
    record_text(1, payload);
    // At most a quarter of the ring ahead: nothing may be dropped here.
    if (i % 32 == 31) wait_until("the logger to catch up", [&] { return region()->printed.load() > 0U + i; });
  }
  const Totals all = stop_logger();
  CHECK(all.recorded == 3000);
  CHECK(all.dropped == 0);
  CHECK(lines_of(read_file(output.get())) == expected);
}

TEST_CASE("what is over 64 KiB becomes several records, a text is cut between characters") {
  fresh_region();
  const Fd output = make_file();
  start_logger(options_of(Format::ascii, output.get()));
  record_text(1, std::string(2 * max_payload + 10, 'x'));
  record_text(1, "");
  std::string text(max_payload - 1, 'y');
  say(Level::info, 0, text + "\xc3\xa9");
  CHECK(stop_logger().recorded == 4);
  const auto lines = lines_of(read_file(output.get()));
  REQUIRE(lines.size() == 4);
  CHECK(lines[1].size() == max_payload + 15);
  CHECK(lines[2] == "[PACKET] RECV: xxxxxxxxxx");
  CHECK(lines[3] == "[INFO] " + text);
}

TEST_CASE("a thread's ring is free again, and its memory given back, after the thread's end") {
  const int fd = fresh_region();
  const Fd output = make_file();
  start_logger(options_of(Format::ascii, output.get()));
  for (int round = 0; round < 50; ++round) {
    std::thread([] {
      for (int i = 0; i < 100; ++i) record_text(1, std::string(4000, 'x'));
    }).join();
    wait_until("the ring to be free", [] { return claimed_rings() == 0; });
  }
  CHECK(region()->claimed_below.load() == 1);
  struct stat memory {};
  REQUIRE(::fstat(fd, &memory) == 0);
  CHECK(memory.st_blocks * 512 < 128 * 1024);
  const Totals all = stop_logger();
  CHECK(all.recorded == 5000);
  CHECK(all.dropped == 0);
}

TEST_CASE("a sleeping logger is woken by each first record") {
  fresh_region();
  const Fd output = make_file();
  start_logger(options_of(Format::ascii, output.get()));
  constexpr std::uint64_t rounds = 200;  // a logger that woke by itself alone, once a second, would miss the deadline
  std::uint64_t round = 0;
  wait_until("200 records, each printed from a sleep", [&] {
    if (region()->printed.load() == round && region()->logger_sleeps.load() == 1) {
      record_text(1, "wake");
      ++round;
    }
    return round == rounds;
  });
  CHECK(stop_logger().recorded == rounds);
}

TEST_CASE("without a free ring records are dropped and counted") {
  fresh_region();
  const Fd output = make_file();
  start_logger(options_of(Format::ascii, output.get()));
  for (auto& claim : region()->claims) claim = claim_of(1, 1);
  std::thread([] {
    for (int i = 0; i < 10; ++i) record_text(1, "hello");
  }).join();
  for (auto& claim : region()->claims) claim = free_ring;
  const Totals all = stop_logger();
  CHECK(all.recorded == 10);
  CHECK(all.dropped == 10);
}

}  // namespace forkroad::packet_log
