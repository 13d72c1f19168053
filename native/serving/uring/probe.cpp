// Flags and opcodes do not tell whether a receive may go on into provided buffers: a ring is made, and asked for one.
#include "serving/uring/probe.h"

#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <optional>

#include "serving/uring/ring.h"
#include "sockets/fd.h"

namespace forkroad {
namespace {

constexpr auto long_enough = std::chrono::seconds(1);

/// One byte waits in the socket; then its end has come. Ends the receive, whichever way.
int receive_in(Ring& ring, int socket) {
  int error = ETIMEDOUT;
  bool is_over = false;
  ring.receive(socket, &ring);
  while (!is_over) {
    ring.submit_and_wait(long_enough);
    ring.take_completions([&](const Completion& completion) {
      if (error == ETIMEDOUT) error = completion.result < 0 ? -completion.result : completion.is_last ? EINVAL : 0;
      is_over = completion.is_last;
    });
    if (error == ETIMEDOUT) break;
  }
  return error;
}

}  // namespace

int refusal_of_io_uring() {
  std::optional<Ring> ring;
  const int error = Ring::open(ring);
  if (error != 0) return error;
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return errno;
  const Fd ours(ends[0]);
  Fd theirs(ends[1]);
  if (::send(theirs.get(), "?", 1, MSG_NOSIGNAL) != 1) return errno;
  theirs.reset();
  return receive_in(*ring, ours.get());
}

}  // namespace forkroad
