// reuseport-loops: N threads that share nothing, each with a listener of its own on the one port and an epoll loop.
#include <string>

#include "models/epoll.h"
#include "serving/counters.h"
#include "serving/model.h"
#include "serving/thread-group.h"

namespace forkroad {
namespace {

// The listeners have SO_REUSEPORT: whose a new connection is, the kernel tells by a hash of its addresses and ports.
void reuseport_loops(Server& server, const ModelOptions& options) {
  ThreadGroup loops(server);
  for (int number = 1; number <= options.loops; ++number) {
    const std::optional<int> listener = number == 1 ? server.listener() : server.listener_beside();
    if (!listener) break;
    const auto serve = [&server, number, listener = *listener] {
      use_counters_of_sharer(number);
      serve_by_epoll(server, listener);
    };
    if (!loops.start("loop-" + std::to_string(number), serve)) break;
  }
  loops.join();
}

const Registered<Model> registered{"reuseport-loops", reuseport_loops};

}  // namespace
}  // namespace forkroad
