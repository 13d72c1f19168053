// Which CPUs a thread may use: sched_getaffinity(2) and sched_setaffinity(2).
#include "processes/affinity.h"

#include <algorithm>

namespace forkroad {

std::vector<int> usable_cpus(pid_t thread) {
  return cpus_of([thread](cpu_set_t* set, std::size_t bytes) { return sched_getaffinity(thread, bytes, set); });
}

bool use_cpus(const std::vector<int>& cpus) {
  if (cpus.empty()) return false;
  const int count = *std::max_element(cpus.begin(), cpus.end()) + 1;
  const CpuSet only(CPU_ALLOC(count));
  const std::size_t bytes = CPU_ALLOC_SIZE(count);
  CPU_ZERO_S(bytes, only.get());
  for (const int cpu : cpus) CPU_SET_S(cpu, bytes, only.get());
  return sched_setaffinity(0, bytes, only.get()) == 0;
}

}  // namespace forkroad
