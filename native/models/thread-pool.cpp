// thread-pool: N threads, each blocking in accept on the one listener, each serving what it accepts.
#include "serving/model.h"
#include "serving/pool.h"

namespace forkroad {
namespace {

void thread_pool(Server& server, const ModelOptions& options) {
  const Pool pool(server, options.threads, [&server] {
    while (std::optional<Connection> connection = server.accept_or_stop()) server.serve(std::move(*connection));
  });
}

const Registered<Model> registered{"thread-pool", thread_pool};

}  // namespace
}  // namespace forkroad
