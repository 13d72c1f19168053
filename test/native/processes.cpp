// The processes: the tree, its clocks and its context switches as the kernel tells them; and the yardstick of a CPU.
#include <doctest/doctest.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <thread>

#include "processes/affinity.h"
#include "processes/process-cost.h"
#include "processes/process-tree.h"
#include "processes/yardstick.h"
#include "services/work.h"
#include "sockets/system-error.h"

namespace forkroad {
namespace {

using std::chrono::milliseconds;

std::int64_t own_cpu_ns() {
  return cpu_clock_ns(::getpid()).value_or(0);
}

/// A child that burns CPU, tells that it has, and waits until this end of the pipe is closed.
struct BurningChild {
  explicit BurningChild(milliseconds cpu) {
    int told[2];
    REQUIRE(::pipe(told) == 0);
    REQUIRE(::pipe(hold_) == 0);
    pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid == 0) run(cpu, told[1]);
    ::close(told[1]);
    ::close(hold_[0]);
    char byte = 0;
    REQUIRE(::read(told[0], &byte, 1) == 1);
    ::close(told[0]);
  }
  void reap() {
    ::close(hold_[1]);
    REQUIRE(::waitpid(pid, nullptr, 0) == pid);
  }
  pid_t pid = -1;

 private:
  [[noreturn]] void run(milliseconds cpu, int told) {
    ::close(hold_[1]);
    burn_cpu(cpu);
    char byte = 0;
    const bool is_told = ::write(told, &byte, 1) == 1;
    const bool is_released = is_told && ::read(hold_[0], &byte, 1) == 0;
    ::_exit(is_released ? 0 : 1);
  }
  int hold_[2] = {-1, -1};
};

std::int64_t reaped_cpu_ns() {
  struct rusage used {};
  REQUIRE(::getrusage(RUSAGE_CHILDREN, &used) == 0);
  const auto ns = [](const timeval& time) { return time.tv_sec * 1'000'000'000LL + time.tv_usec * 1'000LL; };
  return ns(used.ru_utime) + ns(used.ru_stime);
}

}  // namespace

TEST_CASE("the clock of a process has the time of threads that have ended, finer than a tick") {
  const std::int64_t before = own_cpu_ns();
  std::thread([] { burn_cpu(std::chrono::microseconds(1500)); }).join();
  const std::int64_t used = own_cpu_ns() - before;
  CHECK(used >= 1'500'000);
  CHECK(used % 10'000'000 != 0);
}

TEST_CASE("a forked child's CPU is in its clock while it lives, in its parent's reaped children when it has gone") {
  const std::int64_t before = reaped_cpu_ns();
  BurningChild child(milliseconds(20));
  CHECK(cpu_clock_ns(child.pid).value_or(0) >= 20'000'000);
  CHECK(reaped_cpu_ns() == before);
  const std::vector<pid_t> tree = process_tree(::getpid());
  CHECK(std::find(tree.begin(), tree.end(), child.pid) != tree.end());
  child.reap();
  CHECK(!cpu_clock_ns(child.pid).has_value());
  CHECK(reaped_cpu_ns() - before >= 20'000'000);
}

TEST_CASE("live threads alone tell less than all context switches: those of ended threads only getrusage has") {
  const auto of_live_threads = [] { return context_switches(::getpid()).voluntary; };
  const auto of_all_threads = [] {
    struct rusage used {};
    REQUIRE(::getrusage(RUSAGE_SELF, &used) == 0);
    return static_cast<std::int64_t>(used.ru_nvcsw);
  };
  const std::int64_t live_before = of_live_threads();
  const std::int64_t all_before = of_all_threads();
  constexpr int blocks = 200;
  std::thread([] {
    for (int i = 0; i < blocks; ++i) std::this_thread::sleep_for(std::chrono::microseconds(200));
  }).join();
  const std::int64_t live = of_live_threads() - live_before;
  const std::int64_t all = of_all_threads() - all_before;
  CHECK(all >= blocks);
  CHECK(live < all - blocks / 2);
}

TEST_CASE("a machine of 3000 CPUs: the set grows until the kernel has room for all of them") {
  std::vector<std::size_t> asked;
  const auto kernel = [&asked](cpu_set_t* set, std::size_t bytes) {
    asked.push_back(bytes);
    if (bytes * 8 < 3000) {
      errno = EINVAL;
      return -1;
    }
    for (const int cpu : {0, 1023, 1024, 2999}) CPU_SET_S(cpu, bytes, set);
    return 0;
  };
  CHECK(cpus_of(kernel) == std::vector<int>{0, 1023, 1024, 2999});
  CHECK(asked == std::vector<std::size_t>{128, 256, 512});
}

TEST_CASE("the CPUs of a process that has gone are none") {
  const auto gone = [](cpu_set_t*, std::size_t) {
    errno = ESRCH;
    return -1;
  };
  CHECK(cpus_of(gone).empty());
  CHECK(usable_cpus(::getpid()) == usable_cpus());
}

TEST_CASE("the yardstick of a CPU: a round trip takes time, and the caller keeps its own CPUs") {
  const std::vector<int> cpus = usable_cpus();
  REQUIRE(!cpus.empty());
  for (const int cpu : cpus) CHECK(yardstick_ns(cpu, milliseconds(1)) > 0);
  CHECK(usable_cpus() == cpus);
}

TEST_CASE("the yardstick of a CPU that is not there") {
  try {
    yardstick_ns(CPU_SETSIZE - 1, milliseconds(1));
    FAIL("it measured");
  } catch (const SystemError& error) {
    CHECK(error.error() == EINVAL);
    CHECK(error.syscall() == "sched_setaffinity");
  }
}

}  // namespace forkroad
