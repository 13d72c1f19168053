// Work per message, around any service: burn CPU (`--work cpu:100us`) or wait (`--work wait:5ms`), then answer.
// Small messages can be spared it (`--work-from 1024`).
#pragma once
#include <chrono>
#include <cstddef>

#include "services/session.h"

namespace forkroad {

struct Work {
  std::chrono::nanoseconds cpu{0};
  std::chrono::nanoseconds wait{0};
  std::size_t from_bytes = 0;  ///< a message of fewer costs nothing
};

/// Keeps the calling thread busy for as much CPU time (not wall time: on a busy machine the work stays the same).
void burn_cpu(std::chrono::nanoseconds duration);

/// The same service, with work before each answer. A message is what one read carried.
Service with_work(Service service, Work work);

}  // namespace forkroad
