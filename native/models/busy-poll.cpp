// busy-poll: one thread asks its sockets round robin, the listener among them; nothing tells it which of them are
// ready.
#include <sched.h>
#include <sys/socket.h>

#include "serving/loop-connections.h"
#include "serving/model.h"
#include "serving/nonblocking-listener.h"
#include "serving/threads.h"

namespace forkroad {
namespace {

// One in a round: a burst of new clients does not keep those that are served waiting.
bool try_accept(NonblockingListener& listener, LoopConnections& connections) {
  if (listener.is_resting()) return false;
  std::optional<Connection> accepted = listener.accept_ready(SOCK_NONBLOCK);
  if (!accepted) return false;
  connections.add(std::move(*accepted));
  return true;
}

// A recv(2) for each, and mostly the answer is EAGAIN: on to the next.
bool try_each(LoopConnections& connections) {
  bool had_something = false;
  for (const auto& connection : connections.all()) {
    if (connections.try_now(*connection)) had_something = true;
  }
  connections.end_batch();
  return had_something;
}

void busy_poll(Server& server, const ModelOptions& options) {
  name_this_thread("loop");
  const bool yields = options.is_set("yield");
  NonblockingListener listener(server, server.listener());
  LoopConnections connections(server);
  while (listener.is_open() || !connections.is_empty()) {
    const bool has_accepted = try_accept(listener, connections);
    const bool had_something = try_each(connections);
    if (yields && !has_accepted && !had_something) sched_yield();
  }
}

const Registered<Model> registered{"busy-poll", busy_poll};

}  // namespace
}  // namespace forkroad
