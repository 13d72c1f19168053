// Writing batches without tearing a line, to outputs that block, fill up or fail.
#include "packet-log/sink.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "sockets/system-error.h"

namespace forkroad::packet_log {
namespace {

constexpr std::size_t batch_bytes = 128 * 1024;                       // stays in the second-level cache
constexpr std::size_t buffer_bytes = 2 * max_formatted(max_payload);  // a whole line behind the rest of a broken one
constexpr int poll_ms = 20;  // how late a blocked logger may notice that it shall stop

mode_t type_of(int fd) {
  struct stat file {};
  return ::fstat(fd, &file) == 0 ? file.st_mode & S_IFMT : 0;
}

// O_NONBLOCK belongs to the open file, which others share. A pipe or terminal can be opened once more, for us alone, so
// that a reader who stops reading cannot hold the logger in write(2). A file never blocks and has its position to keep.
Fd open_output(int fd) {
  const mode_t type = type_of(fd);
  if (type == S_IFIFO || type == S_IFCHR) {
    const std::string path = "/proc/self/fd/" + std::to_string(fd);
    Fd own(::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (own) return own;
  }
  Fd copy(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
  if (!copy) throw SystemError("dup");
  return copy;
}

}  // namespace

// The buffer is not cleared: its pages are taken only when lines are.
Sink::Sink(int output_fd, const std::atomic<std::uint64_t>& deadline_ns)
    : fd_(open_output(output_fd)),
      is_socket_(type_of(output_fd) == S_IFSOCK),
      deadline_ns_(deadline_ns),
      buffer_(new char[buffer_bytes]) {}

char* Sink::room_for(std::size_t payload_bytes) {
  if (used_ >= batch_bytes || used_ + max_formatted(payload_bytes) > buffer_bytes) flush();
  return buffer_.get() + used_;
}

void Sink::commit(const char* end) {
  used_ = static_cast<std::size_t>(end - buffer_.get());
  ends_.push_back(used_);
}

void Sink::flush() {
  if (used_ > 0) settle(write_all());
}

std::size_t Sink::write_all() {
  std::size_t written = 0;
  while (written < used_) {
    const char* const rest = buffer_.get() + written;
    const ssize_t took = is_socket_ ? ::send(fd_.get(), rest, used_ - written, MSG_DONTWAIT | MSG_NOSIGNAL)
                                    : ::write(fd_.get(), rest, used_ - written);
    if (took > 0) {
      written += static_cast<std::size_t>(took);
    } else if (took == 0 || (errno != EINTR && (errno != EAGAIN || !wait_until_writable()))) {
      break;
    }
  }
  return written;
}

bool Sink::wait_until_writable() const {
  pollfd output{fd_.get(), POLLOUT, 0};
  while (monotonic_ns() < deadline_ns_.load()) {
    if (::poll(&output, 1, poll_ms) > 0) return true;
  }
  return false;
}

void Sink::settle(std::size_t written) {
  const auto first_unfinished = std::upper_bound(ends_.begin(), ends_.end(), written);
  const auto printed = static_cast<std::uint64_t>(first_unfinished - ends_.begin());
  counts_.printed += printed;
  std::uint64_t unprinted = ends_.size() - printed;
  const std::size_t start = printed == 0 ? 0 : *(first_unfinished - 1);
  std::size_t owed = 0;
  is_front_broken_ = written > start || (printed == 0 && is_front_broken_);
  if (is_front_broken_) {
    owed = *first_unfinished - written;
    std::memmove(buffer_.get(), buffer_.get() + written, owed);
    --unprinted;
  }
  counts_.dropped += unprinted;
  ends_.clear();
  if (is_front_broken_) ends_.push_back(owed);
  used_ = owed;
}

bool Sink::give_up() {
  counts_.dropped += ends_.size();
  ends_.clear();
  used_ = 0;
  return !std::exchange(is_front_broken_, false);
}

Sink::Counts Sink::take_counts() {
  const Counts taken = counts_;
  counts_ = {};
  return taken;
}

}  // namespace forkroad::packet_log
