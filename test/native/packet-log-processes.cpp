// Forked children that write into the region, and are killed while they do.
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <atomic>
#include <csignal>
#include <string>

#include "packet-log-fixture.h"

namespace forkroad::packet_log {
namespace {

/// Memory that a child shares with the test, apart from the region.
std::atomic<int>& shared_number() {
  void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  REQUIRE(memory != MAP_FAILED);
  return *new (memory) std::atomic<int>(0);
}

/// A child that ends with its parent, so that a test that fails leaves none behind.
pid_t fork_bound() {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);
  }
  return child;
}

/// Records numbers for ever, never so far ahead of the logger that its ring could fill; says what it has published.
[[noreturn]] void record_for_ever(std::uint32_t connection, std::atomic<int>& published, std::uint64_t printed_before) {
  for (int i = 0;; ++i) {
    record_text(connection, std::to_string(i));
    published = i + 1;
    while (static_cast<std::uint64_t>(i) > region()->printed.load() - printed_before + 2000) {
    }
  }
}

bool owns_a_ring(pid_t pid) {
  for (const auto& claim : region()->claims) {
    if (claim.load() != free_ring && pid_of(claim.load()) == pid) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a child killed under load loses nothing it had published, and its ring is reclaimed") {
  fresh_region();
  const Fd output = make_file();
  start_logger(options_of(Format::ascii, output.get()));
  record_text(1, "parent");  // so that the child inherits the view of a ring which is not its own
  std::size_t lines_before = 1;
  for (int kill_number = 0; kill_number < 5; ++kill_number) {
    wait_until("the lines before to be printed", [&] { return region()->printed.load() == lines_before; });
    std::atomic<int>& published = shared_number();
    const pid_t child = fork_bound();
    if (child == 0) record_for_ever(2, published, lines_before);
    wait_until("the child to record", [&] { return published.load() > 5000 + kill_number * 777; });
    ::kill(child, SIGKILL);
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    CHECK(owns_a_ring(child));
    reclaim(child);
    wait_until("the child's ring to be free", [&] { return !owns_a_ring(child); });
    // What it published is counted once the pass that freed the ring has flushed.
    const auto least = lines_before + static_cast<std::size_t>(published.load());
    wait_until("the child's records to be printed", [&] { return region()->printed.load() >= least; });
    const auto lines = lines_of(read_file(output.get()));
    REQUIRE(lines.size() <= least + 1);  // one may have been published and not yet been said to be
    for (std::size_t i = lines_before; i < lines.size(); ++i) {
      REQUIRE(lines[i] == "[PACKET] RECV: " + std::to_string(i - lines_before));
    }
    lines_before = lines.size();
  }
  record_text(1, "parent");
  const Totals all = stop_logger();
  CHECK(all.recorded == lines_before + 1);
  CHECK(all.dropped == 0);
}

TEST_CASE("a child and its parent number connections together, each line names its process") {
  fresh_region();
  const Fd output = make_file();
  LoggerOptions options = options_of(Format::ascii, output.get());
  options.who = true;
  start_logger(options);
  record_text(1, "from the parent");
  const pid_t child = fork_bound();
  if (child == 0) {
    record_text(2, "from the child");
    stop_logger();  // it has none: this must neither wait nor end the parent's
    record_text(2, "again");
    ::_exit(0);
  }
  REQUIRE(::waitpid(child, nullptr, 0) == child);
  reclaim(child);
  CHECK(stop_logger().recorded == 3);
  const auto lines = lines_of(read_file(output.get()));
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].find("(" + std::to_string(::getpid()) + "/") != std::string::npos);
  CHECK(lines[1].find("(" + std::to_string(child) + "/" + std::to_string(child) + " ") != std::string::npos);
}

}  // namespace forkroad::packet_log
