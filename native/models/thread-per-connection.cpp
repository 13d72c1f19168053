// thread-per-connection: a detached thread for each accepted connection.
#include <pthread.h>

#include <memory>
#include <string>

#include "serving/model.h"
#include "serving/threads.h"

namespace forkroad {
namespace {

struct Assignment {
  Server& server;
  Connection connection;
};

void* serve_one(void* argument) {
  const std::unique_ptr<Assignment> assignment(static_cast<Assignment*>(argument));
  name_this_thread("conn-" + std::to_string(assignment->connection.id()));
  assignment->server.serve(std::move(assignment->connection));
  return nullptr;
}

void thread_per_connection(Server& server, const ModelOptions&) {
  while (std::optional<Connection> connection = server.accept_or_stop()) {
    auto assignment = std::make_unique<Assignment>(Assignment{server, std::move(*connection)});
    pthread_t thread{};
    const auto create = [&] { return pthread_create(&thread, nullptr, serve_one, assignment.get()); };
    if (!server.retry_until_stop("pthread_create", create)) return;
    (void)assignment.release();  // the thread's now
    pthread_detach(thread);
  }
}

const Registered<Model> registered{"thread-per-connection", thread_per_connection};

}  // namespace
}  // namespace forkroad
