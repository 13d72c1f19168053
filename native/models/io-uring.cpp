// io-uring: one thread asks the kernel to accept, receive and send, and is told what has been done.
#include "serving/model.h"
#include "serving/threads.h"
#include "serving/uring/ring-connections.h"
#include "serving/uring/ring-listener.h"
#include "serving/uring/ring.h"

namespace forkroad {
namespace {

void io_uring(Server& server, const ModelOptions&) {
  name_this_thread("loop");
  std::optional<Ring> ring;
  if (!server.retry_until_stop("io_uring_setup", [&ring] { return Ring::open(ring); })) return;
  RingListener listener(server, *ring, server.listener());
  RingConnections connections(server, *ring);
  const auto dispatch = [&](const Completion& completion) {
    if (completion.operation != Completion::Of::accept) return connections.on_completion(completion);
    std::optional<Connection> accepted = listener.take(completion);
    if (accepted) connections.add(std::move(*accepted));
  };
  while (listener.is_open() || !connections.is_empty()) {
    ring->submit_and_wait(sooner(listener.rest_left(), connections.longest_wait()));
    ring->take_completions(dispatch);
    connections.end_batch();
  }
}

const Registered<Model> registered{"io-uring", io_uring};

}  // namespace
}  // namespace forkroad
