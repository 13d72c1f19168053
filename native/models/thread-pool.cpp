// thread-pool: N threads, each blocking in accept on the one listener, each serving what it accepts.
#include <string>
#include <thread>
#include <vector>

#include "serving/model.h"
#include "serving/threads.h"

namespace forkroad {
namespace {

void accept_and_serve(Server& server, int number) {
  name_this_thread("pool-" + std::to_string(number));
  while (std::optional<Connection> connection = server.accept_or_stop()) server.serve(std::move(*connection));
}

void thread_pool(Server& server, const ModelOptions& options) {
  std::vector<std::thread> pool;
  for (int number = 1; number <= options.threads; ++number) {
    const auto create = [&] {
      try {
        pool.emplace_back(accept_and_serve, std::ref(server), number);
        return 0;
      } catch (const std::system_error& error) {
        return error.code().value();
      }
    };
    if (!server.retry_until_stop("pthread_create", create)) break;
  }
  for (std::thread& thread : pool) thread.join();
}

const Registered<Model> registered{"thread-pool", thread_pool};

}  // namespace
}  // namespace forkroad
