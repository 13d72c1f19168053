// CPU sets of any size: a cpu_set_t has 1024 CPUs, and on a machine of more the kernel refuses to fill it (EINVAL).
#pragma once
#include <sched.h>
#include <sys/types.h>

#include <cerrno>
#include <cstddef>
#include <memory>
#include <vector>

namespace forkroad {

struct FreeCpuSet {
  void operator()(cpu_set_t* set) const { CPU_FREE(set); }
};
using CpuSet = std::unique_ptr<cpu_set_t, FreeCpuSet>;

/// The CPUs of the set that `fill(set, bytes)` fills, in order. `fill` returns as sched_getaffinity(2) does: while it
/// fails with EINVAL it is given a set of twice the size. Empty where it fails otherwise, or for any size; errno says
/// why.
template <typename Fill>
std::vector<int> cpus_of(Fill fill) {
  constexpr int most = 1 << 20;
  for (int count = CPU_SETSIZE; count <= most; count *= 2) {
    const CpuSet set(CPU_ALLOC(count));
    const std::size_t bytes = CPU_ALLOC_SIZE(count);
    CPU_ZERO_S(bytes, set.get());
    if (fill(set.get(), bytes) != 0) {
      if (errno == EINVAL) continue;
      return {};
    }
    std::vector<int> cpus;
    for (int cpu = 0; cpu < count; ++cpu) {
      if (CPU_ISSET_S(cpu, bytes, set.get())) cpus.push_back(cpu);
    }
    return cpus;
  }
  return {};
}

/// The CPUs that a thread may run on; 0: the calling thread. Empty when it has gone; errno says why.
std::vector<int> usable_cpus(pid_t thread = 0);

/// Lets the calling thread, and what it starts from here on, run on these CPUs alone. False where that is refused.
bool use_cpus(const std::vector<int>& cpus);

}  // namespace forkroad
