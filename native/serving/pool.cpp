// A pool's threads: pool-1, pool-2 …
#include "serving/pool.h"

#include <string>

namespace forkroad {

Pool::Pool(Server& server, int threads, const std::function<void()>& work) : threads_(server) {
  for (int number = 1; number <= threads; ++number) {
    if (!threads_.start("pool-" + std::to_string(number), work)) return;
  }
}

Pool::~Pool() {
  threads_.join();
}

}  // namespace forkroad
