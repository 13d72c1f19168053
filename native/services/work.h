// Work per message, around any service: burn CPU (`--work cpu:100us`) or wait (`--work wait:5ms`), then answer.
#pragma once
#include <chrono>

#include "services/session.h"

namespace forkroad {

struct Work {
  std::chrono::nanoseconds cpu{0};
  std::chrono::nanoseconds wait{0};
};

/// The same service, with work before each answer. A message is what one read carried.
Service with_work(Service service, Work work);

}  // namespace forkroad
