// The clock is exact to the nanosecond; /proc/PID/stat counts in ticks of 10 ms, too coarse for a window of a second.
#include "processes/process-cost.h"

#include <ctime>
#include <string>

#include "processes/proc-file.h"

namespace forkroad {

std::optional<std::int64_t> cpu_clock_ns(pid_t pid) {
  clockid_t clock{};
  timespec time{};
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0) return std::nullopt;
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

ContextSwitches context_switches(pid_t pid) {
  const std::string tasks = "/proc/" + std::to_string(pid) + "/task/";
  ContextSwitches sum;
  for (const pid_t thread : thread_ids(pid)) {
    const std::string status = read_proc_file(tasks + std::to_string(thread) + "/status");
    sum.voluntary += status_number(status, "voluntary_ctxt_switches");
    sum.involuntary += status_number(status, "nonvoluntary_ctxt_switches");
  }
  return sum;
}

}  // namespace forkroad
