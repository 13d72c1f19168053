// The non-blocking connection's turns, and its orderly end.
#include "serving/nonblocking-connection.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "packet-log/packet-log.h"
#include "serving/connection-limits.h"
#include "serving/counters.h"
#include "serving/loop-connections.h"

namespace forkroad {
namespace {

constexpr int reads_per_turn = 16;  // 1 MiB; then the others have theirs

std::vector<char> copy_of(Bytes bytes) {
  return {bytes.data, bytes.data + bytes.size};
}

}  // namespace

// A socket that is new is reported as writable at once: there may be nothing to read yet.
void NonblockingConnection::on_ready(std::uint32_t events) {
  is_readable_ = is_readable_ || (events & ~EPOLLOUT) != 0;
  is_hung_up_ = is_hung_up_ || (events & (EPOLLHUP | EPOLLERR)) != 0;
  is_ending_ = is_ending_ || is_hung_up_ || (events & EPOLLRDHUP) != 0;
  if (is_hung_up_ && is_paused_) loop_.set_timer(*this, std::chrono::nanoseconds(0));
  advance();
}

// What waits for its timer neither reads nor writes: a send of nothing tells whether somebody is still there.
bool NonblockingConnection::try_now() {
  has_moved_ = false;
  is_readable_ = true;
  if (is_paused_ && ::send(fd(), nullptr, 0, MSG_NOSIGNAL) < 0) fail(errno);
  advance();
  return has_moved_ || is_over_;
}

void NonblockingConnection::on_timer() {
  is_over_ = is_lingering_;
  if (!is_over_ && !is_paused_ && deadline_ != never && deadline_ <= Clock::now()) {
    deadline_ = never;
    session_->on_deadline();
  }
  is_paused_ = false;
  advance();
}

// A deadline that moves on leaves the timer as it is, which then rings early and is set again: no timer per message.
void NonblockingConnection::watch_deadline() {
  if (deadline_ == never || is_over_ || is_closing_ || is_paused_) return;
  if (due_ == never || deadline_ < due_) loop_.set_timer_at(*this, deadline_);
}

void NonblockingConnection::advance() {
  flush();
  serve();
  if (is_closing_ && unsent_.empty() && !is_over_) end_orderly();
  watch_deadline();
}

void NonblockingConnection::serve() {
  for (int reads = 0; takes_input();) {
    if (!unconsumed_.empty() && !needs_more_) {
      std::memcpy(loop_.buffer(), unconsumed_.data(), unconsumed_.size());
      offer(unconsumed_.size());
    } else if (!is_readable_) {
      return;
    } else if (reads++ == reads_per_turn) {
      return loop_.give_turn(*this);
    } else {
      read_more();
    }
  }
}

// A stream socket that gives less than was asked for has no more: the read that would say so is saved.
void NonblockingConnection::read_more() {
  constexpr std::size_t capacity = LoopConnections::buffer_bytes;
  const std::size_t held = unconsumed_.size();
  if (held == capacity) {  // the session wants more than a buffer holds before it consumes any
    counters().error(ErrorKind::cut);
    is_over_ = true;
    return;
  }
  char* const front = loop_.buffer() + held;
  const ssize_t got = ::recv(fd(), front, capacity - held, 0);
  if (got < 0) return fail(errno);
  has_moved_ = true;
  if (got == 0) return end_of_input();
  const auto size = static_cast<std::size_t>(got);
  is_readable_ = size == capacity - held || is_ending_;
  counts_.received(size);
  if (packet_log::records_packets()) {
    packet_log::record(packet_log::Direction::recv, connection_.id(), {front, size});
  }
  if (held > 0) std::memcpy(loop_.buffer(), unconsumed_.data(), held);
  offer(held + size);
}

void NonblockingConnection::offer(std::size_t size) {
  Bytes bytes{loop_.buffer(), size};
  needs_more_ = false;
  while (bytes.size > 0 && !needs_more_ && takes_input()) {
    const std::size_t consumed = session_->on_bytes(bytes);
    bytes = {bytes.data + consumed, bytes.size - consumed};
    needs_more_ = consumed == 0 && !is_paused_;
  }
  if (is_paused_) loop_.set_timer(*this, is_hung_up_ ? std::chrono::nanoseconds(0) : resume_delay_);
  if (bytes.size > 0 || !unconsumed_.empty()) unconsumed_ = copy_of(bytes);
}

void NonblockingConnection::end_of_input() {
  has_ended_ = true;
  session_->on_end();
  is_closing_ = true;
}

void NonblockingConnection::write(Bytes bytes) {
  if (unsent_.empty()) {
    const std::size_t sent = send_now(bytes);
    bytes = {bytes.data + sent, bytes.size - sent};
  }
  if (bytes.size == 0 || is_over_) return;
  if (unsent_.size() - sent_ + bytes.size > limits::unsent_bytes) {
    counters().error(ErrorKind::cut);
    is_over_ = true;
    return;
  }
  unsent_.insert(unsent_.end(), bytes.data, bytes.data + bytes.size);
}

void NonblockingConnection::flush() {
  if (unsent_.empty() || is_over_) return;
  sent_ += send_now({unsent_.data() + sent_, unsent_.size() - sent_});
  if (sent_ < unsent_.size()) return;
  unsent_ = std::vector<char>();
  sent_ = 0;
}

/// Returns how much of it the kernel took.
std::size_t NonblockingConnection::send_now(Bytes bytes) {
  std::size_t taken = 0;
  while (taken < bytes.size && !is_over_) {
    const ssize_t sent = ::send(fd(), bytes.data + taken, bytes.size - taken, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno == EAGAIN) break;
      fail(errno);
      continue;
    }
    const auto size = static_cast<std::size_t>(sent);
    has_moved_ = true;
    counts_.sent(size);
    if (packet_log::records_packets()) {
      packet_log::record(packet_log::Direction::send, connection_.id(), {bytes.data + taken, size});
    }
    taken += size;
  }
  return taken;
}

void NonblockingConnection::fail(int error) {
  if (error == EINTR) return;
  if (error == EAGAIN) {
    is_readable_ = false;
    return;
  }
  counters().error(kind_of_errno(error));
  is_over_ = true;
}

// Closing with unread input would send a reset, which may overtake the reply: say we are done, then read to the end.
void NonblockingConnection::end_orderly() {
  if (has_ended_) {
    is_over_ = true;
    return;
  }
  if (!is_lingering_) {
    is_lingering_ = true;
    ::shutdown(fd(), SHUT_WR);
    loop_.set_timer(*this, limits::linger);
  }
  for (int reads = 0; is_readable_ && !is_over_; ++reads) {
    if (reads == reads_per_turn) return loop_.give_turn(*this);
    const ssize_t got = ::recv(fd(), loop_.buffer(), LoopConnections::buffer_bytes, 0);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) is_over_ = true;
    has_moved_ = has_moved_ || got > 0;
    if (got < 0 && errno == EAGAIN) is_readable_ = false;
  }
}

}  // namespace forkroad
