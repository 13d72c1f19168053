// What one process has cost so far: its CPU clock, and its threads' context switches.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <optional>

namespace forkroad {

/// CPU time of all threads that the process has and had, in nanoseconds; a zombie still has its clock. None when it has
/// gone.
std::optional<std::int64_t> cpu_clock_ns(pid_t pid);

struct ContextSwitches {
  std::int64_t voluntary = 0;
  std::int64_t involuntary = 0;
};

/// Of the threads that live; those of ended threads are only known to the process itself (getrusage).
ContextSwitches context_switches(pid_t pid);

}  // namespace forkroad
