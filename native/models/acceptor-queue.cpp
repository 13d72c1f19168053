// acceptor-queue: one thread accepts and queues, N threads take from the queue and serve; while it is full nobody
// accepts.
#include "serving/connection-queue.h"
#include "serving/model.h"
#include "serving/pool.h"

namespace forkroad {
namespace {

void accept_and_queue(Server& server, ConnectionQueue& queue) {
  while (queue.wait_for_room()) {
    std::optional<Connection> connection = server.accept_or_stop();
    if (!connection) break;
    queue.put(std::move(*connection));
  }
  queue.close();  // what is in it is still served
}

void acceptor_queue(Server& server, const ModelOptions& options) {
  ConnectionQueue queue(static_cast<std::size_t>(options.number("queue")));
  const Pool pool(server, options.threads, [&] {
    while (std::optional<Connection> connection = queue.take()) server.serve(std::move(*connection));
  });
  accept_and_queue(server, queue);
}

const Registered<Model> registered{"acceptor-queue", acceptor_queue};

}  // namespace
}  // namespace forkroad
