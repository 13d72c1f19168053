// The blocking connection's loop, and its orderly end.
#include "serving/blocking-connection.h"

#include <poll.h>
#include <sys/socket.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "packet-log/packet-log.h"
#include "serving/counters.h"

namespace forkroad {
namespace {

constexpr int linger_ms = 1000;  // how long a peer may take to stop sending after we closed

}  // namespace

void BlockingConnection::run(Session& session) {
  while (!is_closing_ && !is_broken_) {
    if (!has_time_left()) {
      deadline_.reset();
      session.on_deadline();
      continue;
    }
    if (!read_more()) break;
    if (has_ended_) {
      session.on_end();
      break;
    }
    offer(session);
  }
  if (!is_broken_ && !has_ended_) end_orderly();
}

// The socket's own time-out makes recv return by the deadline. One that is shorter than needed only wakes us early, so
// that it need not be set again for each message.
bool BlockingConnection::has_time_left() {
  if (!deadline_) return true;
  const std::chrono::nanoseconds left = *deadline_ - Clock::now();
  if (left.count() <= 0) return false;
  if (receive_timeout_.count() > 0 && receive_timeout_ <= left + left / 100) return true;
  receive_timeout_ = left;
  const auto us = std::max<std::int64_t>(1, left.count() / 1000);
  const timeval timeout{us / 1'000'000, us % 1'000'000};
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  return true;
}

bool BlockingConnection::read_more() {
  if (pending_ == capacity) {  // the session wants more than a buffer holds before it consumes any
    counters().error(ErrorKind::cut);
    is_broken_ = true;
    return false;
  }
  const ssize_t got = ::recv(fd_, buffer_.data() + pending_, capacity - pending_, 0);
  if (got < 0) {
    if (errno == EAGAIN) {
      receive_timeout_ = std::chrono::nanoseconds(0);  // it was the time-out: the next one is to be what is left then
    } else if (errno != EINTR) {
      fail(errno);
    }
    return !is_broken_;
  }
  has_ended_ = got == 0;
  if (has_ended_) return true;
  counts_.received(static_cast<std::size_t>(got));
  const Bytes bytes{buffer_.data() + pending_, static_cast<std::size_t>(got)};
  if (packet_log::records_packets()) packet_log::record(packet_log::Direction::recv, id_, bytes);
  pending_ += bytes.size;
  return true;
}

void BlockingConnection::offer(Session& session) {
  while (pending_ > 0 && !is_closing_ && !is_broken_) {
    const std::size_t consumed = session.on_bytes({buffer_.data(), pending_});
    pending_ -= consumed;
    if (pending_ > 0 && consumed > 0) std::memmove(buffer_.data(), buffer_.data() + consumed, pending_);
    const bool was_paused = is_paused_;
    if (was_paused) wait_until_resumed();
    if (consumed == 0 && !was_paused) return;  // it needs more bytes first
  }
}

// poll with no events still reports POLLHUP, so that cutting the connection ends the wait.
void BlockingConnection::wait_until_resumed() {
  is_paused_ = false;
  const timespec delay{static_cast<time_t>(resume_delay_.count() / 1'000'000'000),
                       static_cast<long>(resume_delay_.count() % 1'000'000'000)};
  pollfd hangup{fd_, 0, 0};
  ppoll(&hangup, 1, &delay, nullptr);
}

void BlockingConnection::write(Bytes bytes) {
  while (bytes.size > 0 && !is_broken_) {
    const ssize_t sent = ::send(fd_, bytes.data, bytes.size, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno != EINTR) fail(errno);
      continue;
    }
    const auto size = static_cast<std::size_t>(sent);
    counts_.sent(size);
    if (packet_log::records_packets()) packet_log::record(packet_log::Direction::send, id_, {bytes.data, size});
    bytes = {bytes.data + size, bytes.size - size};
  }
}

void BlockingConnection::fail(int error) {
  counters().error(kind_of_errno(error));
  is_broken_ = true;
}

// Closing with unread input would send a reset, which may overtake the reply: say we are done, then read to the end.
void BlockingConnection::end_orderly() {
  ::shutdown(fd_, SHUT_WR);
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  const std::int64_t deadline_ms = now.tv_sec * 1000 + now.tv_nsec / 1'000'000 + linger_ms;
  for (;;) {
    clock_gettime(CLOCK_MONOTONIC, &now);
    const std::int64_t left_ms = deadline_ms - (now.tv_sec * 1000 + now.tv_nsec / 1'000'000);
    pollfd input{fd_, POLLIN, 0};
    if (left_ms <= 0 || ::poll(&input, 1, static_cast<int>(left_ms)) <= 0) return;
    if (::recv(fd_, buffer_.data(), capacity, 0) <= 0) return;
  }
}

}  // namespace forkroad
