// A round trip is four system calls, two copies through a socket and two context switches: what serving is made of. The
// mean over milliseconds, since a median of small batches does not see that another program takes the CPU between them,
// while a single interrupt is lost in it.
#include "processes/yardstick.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <thread>

#include "processes/affinity.h"
#include "serving/threads.h"
#include "sockets/fd.h"
#include "sockets/system-error.h"

namespace forkroad {
namespace {

using Clock = std::chrono::steady_clock;

/// Until caches and branch predictors know the way.
constexpr int warm_up_trips = 20;
/// Between two looks at the clock, so that they cost nothing.
constexpr int trips_per_look = 10;

/// A thread on one CPU, without signals, which would interrupt its reads; joined when this goes out of scope.
class Pinned {
 public:
  template <typename Task>
  Pinned(int cpu, Task task) try
      : thread_([cpu, task] {
          name_this_thread("yardstick");
          block_signals_of_this_thread();
          use_cpus({cpu});
          task();
        }) {
  } catch (const std::system_error& error) {
    throw SystemError("pthread_create", {}, error.code().value());
  }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;
  ~Pinned() { thread_.join(); }

 private:
  std::thread thread_;
};

void answer_all(int fd) {
  char byte = 0;
  while (::read(fd, &byte, 1) == 1 && ::write(fd, &byte, 1) == 1) {
  }
}

void trips(int fd, int count) {
  for (int i = 0; i < count; ++i) {
    const char byte = 0;
    char back = 0;
    if (::write(fd, &byte, 1) != 1 || ::read(fd, &back, 1) != 1) return;
  }
}

double mean_trip_ns(int fd, std::chrono::microseconds duration) {
  trips(fd, warm_up_trips);
  const Clock::time_point start = Clock::now();
  Clock::duration elapsed{};
  int done = 0;
  while (elapsed < duration) {
    trips(fd, trips_per_look);
    done += trips_per_look;
    elapsed = Clock::now() - start;
  }
  return std::chrono::duration<double, std::nano>(elapsed).count() / done;
}

}  // namespace

double yardstick_ns(int cpu, std::chrono::microseconds duration) {
  const std::vector<int> usable = usable_cpus();
  if (std::find(usable.begin(), usable.end(), cpu) == usable.end()) throw SystemError("sched_setaffinity", {}, EINVAL);
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw SystemError("socketpair");
  Fd near(ends[0]);
  const Fd far(ends[1]);
  double result = 0;
  Pinned answering(cpu, [&far] { answer_all(far.get()); });
  try {
    const Pinned asking(cpu, [&near, &result, duration] { result = mean_trip_ns(near.get(), duration); });
  } catch (const SystemError&) {
    near.reset();
    throw;
  }
  near.reset();  // ends the other thread's read
  return result;
}

}  // namespace forkroad
