// The counters: a slot per worker, in the region, shared with every process.
#include "serving/counters.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "packet-log/packet-log.h"

namespace forkroad {

TEST_CASE("counters are this process's slot, and others see it") {
  packet_log::create();
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    use_counters_of_worker(3);
    counters().accepted += 2;
    counters().error(ErrorKind::reset);
    next_connection();
    ::_exit(0);
  }
  REQUIRE(::waitpid(child, nullptr, 0) == child);
  CHECK(&counters() == &counters_of_worker(0));
  CHECK(counters().accepted == 0);
  CHECK(counters_of_worker(3).accepted == 2);
  CHECK(counters_of_worker(3).errors[static_cast<std::size_t>(ErrorKind::reset)] == 1);
  CHECK(next_connection() == 2);
}

TEST_CASE("each of 300 workers has a slot of its own") {
  packet_log::create();
  counters_of_worker(300).accepted = 7;
  CHECK(counters_of_worker(299).accepted == 0);
  CHECK(counters_of_worker(301).accepted == 0);
}

TEST_CASE("a worker's number out of range is clamped") {
  packet_log::create();
  CHECK(&counters_of_worker(-1) == &counters_of_worker(0));
  CHECK(&counters_of_worker(max_workers) == &counters_of_worker(max_workers - 1));
}

TEST_CASE("a queue's use: how many left it, how long they waited, and how deep it was") {
  Counters counters;
  for (const std::uint64_t deep : {1U, 3U, 2U}) counters.queue_was(deep);
  for (const int us : {5, 70, 15}) counters.left_queue(std::chrono::microseconds(us));
  CHECK(counters.queued == 3);
  CHECK(counters.queue_wait_ns == 90'000);
  CHECK(counters.longest_queue_wait_ns == 70'000);
  CHECK(counters.deepest_queue == 3);
}

TEST_CASE("an errno has its kind") {
  CHECK(kind_of_errno(ECONNRESET) == ErrorKind::reset);
  CHECK(kind_of_errno(EPIPE) == ErrorKind::reset);
  CHECK(kind_of_errno(ETIMEDOUT) == ErrorKind::timeout);
  CHECK(kind_of_errno(EMFILE) == ErrorKind::descriptors);
  CHECK(kind_of_errno(ENOBUFS) == ErrorKind::memory);
  CHECK(kind_of_errno(EINVAL) == ErrorKind::other);
}

}  // namespace forkroad
