// Setting a ring up as well as this kernel allows, and the operations that are noted in it.
#include "serving/uring/ring.h"

#include <sys/mman.h>
#include <sys/socket.h>

#include <cerrno>

#include "sockets/system-error.h"

namespace forkroad {
namespace {

constexpr unsigned submissions = 1024;  // when a batch notes more than that, it is handed over in parts
constexpr unsigned completions = 4096;  // what does not fit, the kernel keeps until there is room
constexpr unsigned buffers = 256;       // each is in use only until its bytes have been offered to the session
constexpr std::size_t buffer_bytes = 8 * 1024;
constexpr std::size_t ring_bytes = buffers * sizeof(io_uring_buf);
constexpr int buffer_group = 0;
constexpr std::uintptr_t operation_mask = 7;  // the low bits of an owner's address, which are free

/// Completions are made by this thread in its own calls, not by an interrupt (Linux 6.1); else at least without one.
constexpr unsigned ways[] = {IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN, IORING_SETUP_COOP_TASKRUN};

std::uint64_t data_of(Completion::Of operation, void* owner) {
  return reinterpret_cast<std::uintptr_t>(owner) | static_cast<std::uintptr_t>(operation);
}

}  // namespace

Ring::Ring() {
  const int error = set_up();
  if (error != 0) throw SystemError("io_uring_setup", {}, error);
  io_uring_register_ring_fd(&ring_);  // spares each call a look at the table of descriptors, where the kernel has it
  try {
    map_buffers();
  } catch (...) {
    io_uring_queue_exit(&ring_);
    throw;
  }
}

Ring::~Ring() {
  io_uring_queue_exit(&ring_);
  ::munmap(memory_, ring_bytes + buffers * buffer_bytes);
}

int Ring::open(std::optional<Ring>& ring) {
  try {
    ring.emplace();
    return 0;
  } catch (const SystemError& error) {
    return error.error();
  }
}

int Ring::set_up() {
  int result = -EINVAL;
  for (const unsigned way : ways) {
    io_uring_params parameters{};
    parameters.flags = way | IORING_SETUP_CQSIZE | IORING_SETUP_SUBMIT_ALL;
    parameters.cq_entries = completions;
    result = io_uring_queue_init_params(submissions, &ring_, &parameters);
    if (result != -EINVAL) break;
  }
  return -result;
}

void Ring::map_buffers() {
  memory_ =
      ::mmap(nullptr, ring_bytes + buffers * buffer_bytes, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
  if (memory_ == MAP_FAILED) throw SystemError("mmap");
  io_uring_buf_reg group{};
  group.ring_addr = reinterpret_cast<std::uintptr_t>(memory_);
  group.ring_entries = buffers;
  group.bgid = buffer_group;
  const int result = io_uring_register_buf_ring(&ring_, &group, 0);
  if (result != 0) {
    ::munmap(memory_, ring_bytes + buffers * buffer_bytes);
    throw SystemError("io_uring_register", {}, -result);
  }
  auto* const ring = static_cast<io_uring_buf_ring*>(memory_);
  io_uring_buf_ring_init(ring);
  for (unsigned id = 0; id < buffers; ++id) {
    io_uring_buf_ring_add(ring, buffer(id), buffer_bytes, static_cast<unsigned short>(id),
                          io_uring_buf_ring_mask(buffers), static_cast<int>(id));
  }
  io_uring_buf_ring_advance(ring, buffers);
}

char* Ring::buffer(unsigned id) const {
  return static_cast<char*>(memory_) + ring_bytes + id * buffer_bytes;
}

void Ring::accept(int listener, void* owner) {
  io_uring_sqe& entry = next();
  io_uring_prep_multishot_accept(&entry, listener, nullptr, nullptr, SOCK_CLOEXEC);
  io_uring_sqe_set_data64(&entry, data_of(Completion::Of::accept, owner));
}

void Ring::receive(int socket, void* owner) {
  io_uring_sqe& entry = next();
  io_uring_prep_recv_multishot(&entry, socket, nullptr, 0, 0);
  entry.flags |= IOSQE_BUFFER_SELECT;
  entry.buf_group = buffer_group;
  io_uring_sqe_set_data64(&entry, data_of(Completion::Of::receive, owner));
}

void Ring::send(int socket, Bytes bytes, void* owner) {
  io_uring_sqe& entry = next();
  io_uring_prep_send(&entry, socket, bytes.data, bytes.size, MSG_NOSIGNAL | MSG_WAITALL);
  io_uring_sqe_set_data64(&entry, data_of(Completion::Of::send, owner));
}

void Ring::watch_for_hang_up(int socket, void* owner) {
  io_uring_sqe& entry = next();
  io_uring_prep_poll_add(&entry, socket, 0);  // POLLHUP and POLLERR are told whether asked for or not
  io_uring_sqe_set_data64(&entry, data_of(Completion::Of::hang_up, owner));
}

void Ring::cancel(Completion::Of operation, void* owner) {
  io_uring_sqe& entry = next();
  io_uring_prep_cancel64(&entry, data_of(operation, owner), 0);
  entry.flags |= IOSQE_CQE_SKIP_SUCCESS;
  io_uring_sqe_set_data64(&entry, data_of(Completion::Of::nothing, nullptr));
}

io_uring_sqe& Ring::next() {
  io_uring_sqe* entry = io_uring_get_sqe(&ring_);
  for (; entry == nullptr; entry = io_uring_get_sqe(&ring_)) io_uring_submit(&ring_);
  return *entry;
}

// What goes wrong, an interruption or a lack of memory, leaves what was noted to the next call.
void Ring::submit_and_wait(Wait longest) {
  if (!longest) {
    io_uring_submit_and_wait(&ring_, 1);
    return;
  }
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*longest);
  __kernel_timespec timeout{seconds.count(), (*longest - seconds).count()};
  io_uring_cqe* first = nullptr;
  io_uring_submit_and_wait_timeout(&ring_, &first, 1, &timeout, nullptr);
}

Completion Ring::completion_of(const io_uring_cqe& entry) const {
  char* const tagged = static_cast<char*>(io_uring_cqe_get_data(&entry));
  const std::uintptr_t operation = reinterpret_cast<std::uintptr_t>(tagged) & operation_mask;
  Completion completion{static_cast<Completion::Of>(operation),
                        tagged - operation,
                        entry.res,
                        (entry.flags & IORING_CQE_F_MORE) == 0,
                        {nullptr, 0}};
  if ((entry.flags & IORING_CQE_F_BUFFER) != 0 && entry.res > 0) {
    completion.received = {buffer(entry.flags >> IORING_CQE_BUFFER_SHIFT), static_cast<std::size_t>(entry.res)};
  }
  return completion;
}

void Ring::give_back_buffer(const io_uring_cqe& entry) {
  if ((entry.flags & IORING_CQE_F_BUFFER) == 0) return;
  const unsigned id = entry.flags >> IORING_CQE_BUFFER_SHIFT;
  auto* const ring = static_cast<io_uring_buf_ring*>(memory_);
  io_uring_buf_ring_add(ring, buffer(id), buffer_bytes, static_cast<unsigned short>(id),
                        io_uring_buf_ring_mask(buffers), 0);
  io_uring_buf_ring_advance(ring, 1);
}

}  // namespace forkroad
