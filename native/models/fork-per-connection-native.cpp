// fork-per-connection-native: fork(2) for each accepted connection; the child serves it, and never touches V8.
#include <unistd.h>

#include <cerrno>
#include <string>

#include "serving/forked-children.h"
#include "serving/model.h"
#include "serving/threads.h"

namespace forkroad {
namespace {

[[noreturn]] void serve_in_child(const Server& server, const Connection& connection, pid_t parent) {
  become_child(parent, connection.fd());
  name_this_thread("conn-" + std::to_string(connection.id()));
  server.serve_to_end(connection);
  _exit(0);
}

void fork_per_connection_native(Server& server, const ModelOptions&) {
  const pid_t parent = getpid();
  ForkedChildren children(server);
  while (std::optional<Connection> connection = children.accept_or_stop()) {
    pid_t child = -1;
    const auto fork_one = [&] {
      child = fork();
      return child < 0 ? errno : 0;
    };
    if (!children.retry_until_stop("fork", fork_one, ErrorKind::processes)) break;
    if (child == 0) serve_in_child(server, *connection, parent);
    children.add(child, std::move(*connection));
  }
  children.reap_all();
}

const Registered<Model> registered{"fork-per-connection-native", fork_per_connection_native};

}  // namespace
}  // namespace forkroad
