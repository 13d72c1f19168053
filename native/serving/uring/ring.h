// Ring: an io_uring of one thread, and the buffers that the kernel receives into.
#pragma once
#include <liburing.h>

#include <cstddef>
#include <cstdint>
#include <optional>

#include "services/session.h"
#include "serving/precise-wait.h"

namespace forkroad {

/// What the kernel tells of an operation.
struct Completion {
  enum class Of : std::uint64_t { nothing, accept, receive, send, hang_up };
  Of operation;
  void* owner;     ///< who asked for it
  int result;      ///< what the system call of that name would have returned, or a negative errno
  bool is_last;    ///< the operation is over: there is no more to come of it
  Bytes received;  ///< by a receive; valid during the call only
};

/// Operations are noted by the functions below, and handed to the kernel all at once by `submit_and_wait`. Whoever asks
/// for one lives until its last completion. An owner's address is a multiple of 8. One thread, from the first to the
/// last call.
class Ring {
 public:
  Ring();  ///< throws SystemError
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;
  ~Ring();

  /// Makes one. Returns an errno, as what Server::retry_until_stop tries.
  static int open(std::optional<Ring>& ring);

  /// Accepts each connection that comes, until its last completion.
  void accept(int listener, void* owner);
  /// Receives whatever comes, each time into a buffer that the kernel takes from this ring's, until its last
  /// completion. That is ENOBUFS when all buffers are in use.
  void receive(int socket, void* owner);
  /// Sends all of it, however long the peer takes; the bytes stay with the caller until the completion.
  void send(int socket, Bytes bytes, void* owner);
  /// Completes once nothing comes any more and nothing can be sent.
  void watch_for_hang_up(int socket, void* owner);
  /// Ends such an operation of that owner, if it comes before what ends it anyway. Has no completion of its own.
  void cancel(Completion::Of operation, void* owner);

  /// The one system call of a batch: hands over what was noted, and waits until there is a completion, or for so long.
  void submit_and_wait(Wait longest);
  /// What has completed since, in order. `take` is a function of a Completion.
  template <typename Take>
  void take_completions(Take take) {
    io_uring_cqe* entry = nullptr;
    unsigned head = 0;
    unsigned count = 0;
    io_uring_for_each_cqe(&ring_, head, entry) {
      take(completion_of(*entry));
      give_back_buffer(*entry);
      ++count;
    }
    io_uring_cq_advance(&ring_, count);
  }

 private:
  int set_up();
  void map_buffers();
  io_uring_sqe& next();
  char* buffer(unsigned id) const;
  Completion completion_of(const io_uring_cqe& entry) const;
  void give_back_buffer(const io_uring_cqe& entry);

  io_uring ring_{};
  void* memory_ = nullptr;  // the ring of buffers, and the buffers behind it
};

}  // namespace forkroad
