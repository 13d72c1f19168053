// Starting a pool's threads, which the system may be short of.
#include "serving/pool.h"

#include <string>
#include <system_error>

#include "serving/threads.h"

namespace forkroad {

Pool::Pool(Server& server, int threads, const std::function<void()>& work) {
  for (int number = 1; number <= threads; ++number) {
    const auto start = [this, number, work] {
      try {
        threads_.emplace_back([number, work] {
          name_this_thread("pool-" + std::to_string(number));
          work();
        });
        return 0;
      } catch (const std::system_error& error) {
        return error.code().value();
      }
    };
    if (!server.retry_until_stop("pthread_create", start)) return;
  }
}

Pool::~Pool() {
  for (std::thread& thread : threads_) thread.join();
}

}  // namespace forkroad
