// Starting threads, with what the system lacks for it waited out.
#include "serving/thread-group.h"

#include <system_error>

#include "serving/threads.h"

namespace forkroad {

bool ThreadGroup::start(const std::string& name, const std::function<void()>& run) {
  return server_.retry_until_stop("pthread_create", [&] {
    try {
      threads_.emplace_back([name, run] {
        name_this_thread(name);
        run();
      });
      return 0;
    } catch (const std::system_error& error) {
      return error.code().value();
    }
  });
}

void ThreadGroup::join() {
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace forkroad
