// One pass of the drain: what it prints, in which order, and what it leaves.
#include "packet-log/drain.h"

#include <limits>
#include <thread>

#include "packet-log-fixture.h"

namespace forkroad::packet_log {
namespace {

/// A drain without a logger's thread, so that a test decides when a pass is made.
struct DrainOfFile {
  Fd file = make_file();
  std::atomic<std::uint64_t> deadline_ns{std::numeric_limits<std::uint64_t>::max()};
  Sink sink{file.get(), deadline_ns};
  Drain drain{*region(), make_formatter(Format::ascii, false), sink};
};

RecordHeader& first_record_of(std::size_t ring) {
  return *reinterpret_cast<RecordHeader*>(region()->data[ring].data());
}

/// Each text in a ring of its own: its thread ends, but no logger runs that would free the ring.
void record_in_rings(const std::vector<std::string>& texts) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::thread([&] { record_text(1, texts[i]); }).join();
  }
}

}  // namespace

TEST_CASE("a pass merges rings by time, whichever ring comes first") {
  fresh_region();
  region()->recorded_kinds = packets_bit;
  record_in_rings({"third", "first", "second"});
  const std::uint64_t now = monotonic_ns();
  first_record_of(0).time_ns = now;
  first_record_of(1).time_ns = now - 2;
  first_record_of(2).time_ns = now - 1;
  DrainOfFile given;
  CHECK(given.drain.has_work());
  CHECK(given.drain.pass());
  CHECK(lines_of(read_file(given.file.get())) ==
        std::vector<std::string>{"[PACKET] RECV: first", "[PACKET] RECV: second", "[PACKET] RECV: third"});
  CHECK(claimed_rings() == 0);
  CHECK_FALSE(given.drain.pass());
}

TEST_CASE("a record past the cutoff stays, and keeps its ring, until a later pass") {
  fresh_region();
  region()->recorded_kinds = packets_bit;
  record_in_rings({"later", "now"});
  const std::uint64_t later = monotonic_ns() + 3'600'000'000'000;
  first_record_of(0).time_ns = later;
  DrainOfFile given;
  CHECK(given.drain.pass());
  CHECK(lines_of(read_file(given.file.get())) == std::vector<std::string>{"[PACKET] RECV: now"});
  CHECK(claimed_rings() == 1);
  CHECK(given.drain.has_work());
  first_record_of(0).time_ns = monotonic_ns();
  CHECK(given.drain.pass());
  CHECK(region()->printed == 2);
  CHECK(claimed_rings() == 0);
}

}  // namespace forkroad::packet_log
