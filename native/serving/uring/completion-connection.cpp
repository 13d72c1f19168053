// The completion-based connection: what it offers its session, what it asks the kernel for, and its orderly end.
#include "serving/uring/completion-connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>

#include "packet-log/packet-log.h"
#include "serving/connection-limits.h"
#include "serving/counters.h"
#include "serving/uring/ring-connections.h"

namespace forkroad {
namespace {

/// From here on it receives no more: more than one batch brings of a fast peer, who is not to be stopped each time.
constexpr std::size_t much_unsent = 256 * 1024;

}  // namespace

void CompletionConnection::start(std::unique_ptr<Session> session) {
  session_ = std::move(session);
  others_.give_turn(*this);
}

// A cancelled receive tells ECANCELED (some kernels ENOBUFS); what was received before it comes first.
void CompletionConnection::on_received(int result, Bytes bytes, bool is_last) {
  is_receiving_ = !is_last;
  is_cancelling_ = false;
  if (result > 0) {
    take(bytes);
  } else if (result == 0) {
    has_ended_ = true;
  } else if (result != -ECANCELED && result != -ENOBUFS) {
    fail(-result);
  }
  serve();
}

void CompletionConnection::take(Bytes bytes) {
  if (is_closing_ || is_over_) return;
  counters().bytes_in.fetch_add(bytes.size, std::memory_order_relaxed);
  if (packet_log::records_packets()) packet_log::record(packet_log::Direction::recv, connection_.id(), bytes);
  std::size_t consumed = 0;
  if (unconsumed_.empty() && takes_input()) {
    consumed = offer(bytes);
  } else {
    needs_more_ = false;
  }
  unconsumed_.insert(unconsumed_.end(), bytes.data + consumed, bytes.data + bytes.size);
}

void CompletionConnection::serve() {
  if (!unconsumed_.empty() && !needs_more_ && takes_input()) {
    const std::size_t consumed = offer({unconsumed_.data(), unconsumed_.size()});
    unconsumed_.erase(unconsumed_.begin(), unconsumed_.begin() + static_cast<std::ptrdiff_t>(consumed));
    if (unconsumed_.empty()) unconsumed_ = std::vector<char>();
  }
  if (needs_more_ && unconsumed_.size() >= limits::unconsumed_bytes) cut();
  if (has_ended_ && takes_input() && (unconsumed_.empty() || needs_more_)) {
    session_->on_end();
    is_closing_ = true;
  }
}

/// Returns how much of it the session consumed.
std::size_t CompletionConnection::offer(Bytes bytes) {
  std::size_t consumed = 0;
  needs_more_ = false;
  while (consumed < bytes.size && !needs_more_ && takes_input()) {
    const std::size_t now = session_->on_bytes({bytes.data + consumed, bytes.size - consumed});
    consumed += now;
    needs_more_ = now == 0 && !is_paused_;
  }
  if (is_paused_) others_.set_timer(*this, is_hung_up_ ? std::chrono::nanoseconds(0) : resume_delay_);
  return consumed;
}

bool CompletionConnection::takes_input() const {
  return !is_over_ && !is_closing_ && !is_paused_ && unsent() <= much_unsent;
}

void CompletionConnection::write(Bytes bytes) {
  if (is_over_) return;
  if (unsent() + bytes.size > limits::unsent_bytes) return cut();
  if (gathered_.capacity() == 0) gathered_ = others_.lend_memory();
  gathered_.insert(gathered_.end(), bytes.data, bytes.data + bytes.size);
}

void CompletionConnection::on_sent(int result) {
  is_sending_ = false;
  if (result < 0 && result != -EINTR && result != -EAGAIN) return fail(-result);
  const std::size_t size = result < 0 ? 0 : static_cast<std::size_t>(result);
  counters().bytes_out.fetch_add(size, std::memory_order_relaxed);
  if (packet_log::records_packets()) {
    packet_log::record(packet_log::Direction::send, connection_.id(), {in_flight_.data() + sent_, size});
  }
  sent_ += size;
  if (sent_ < in_flight_.size()) return;
  others_.take_back_memory(std::move(in_flight_));
  in_flight_ = std::vector<char>();
  sent_ = 0;
}

void CompletionConnection::on_hang_up() {
  is_watching_ = false;
  is_hung_up_ = true;
  if (is_paused_) others_.set_timer(*this, std::chrono::nanoseconds(0));
}

void CompletionConnection::on_timer() {
  is_over_ = is_over_ || is_lingering_;
  if (!is_over_ && !is_paused_ && deadline_ != never && deadline_ <= Clock::now()) {
    deadline_ = never;
    session_->on_deadline();
  }
  is_paused_ = false;
}

void CompletionConnection::on_turn() {
  serve();
  if (!is_over_) send_gathered();
  if (is_closing_ && unsent() == 0 && !is_over_) end_orderly();
  if (is_over_) return break_off();
  settle_receive();
  watch_hang_up();
  watch_deadline();
}

void CompletionConnection::send_gathered() {
  if (is_sending_ || unsent() == 0) return;
  if (in_flight_.empty()) std::swap(in_flight_, gathered_);
  others_.ring().send(fd(), {in_flight_.data() + sent_, in_flight_.size() - sent_}, this);
  is_sending_ = true;
}

/// While it ends orderly, to drop it; while the peer does not read, no more.
bool CompletionConnection::wants_more() const {
  if (has_ended_) return false;
  return is_lingering_ || (!is_closing_ && unsent() <= much_unsent && unconsumed_.size() < limits::unconsumed_bytes);
}

void CompletionConnection::settle_receive() {
  if (wants_more() && !is_receiving_) {
    others_.ring().receive(fd(), this);
    is_receiving_ = true;
  } else if (!wants_more() && is_receiving_ && !is_cancelling_) {
    others_.ring().cancel(Completion::Of::receive, this);
    is_cancelling_ = true;
  }
}

// Whoever cuts the connection shuts it down, which ends a receive and a send.
void CompletionConnection::watch_hang_up() {
  if (is_receiving_ || is_sending_ || is_watching_ || is_hung_up_) return;
  others_.ring().watch_for_hang_up(fd(), this);
  is_watching_ = true;
}

// A deadline that moves on leaves the timer as it is, which then rings early and is set again: no timer per message.
void CompletionConnection::watch_deadline() {
  if (deadline_ == never || is_closing_ || is_paused_) return;
  if (due_ == never || deadline_ < due_) others_.set_timer_at(*this, deadline_);
}

void CompletionConnection::fail(int error) {
  if (is_over_) return;
  counters().error(kind_of_errno(error));
  is_over_ = true;
}

void CompletionConnection::cut() {
  if (is_over_) return;
  counters().error(ErrorKind::cut);
  is_over_ = true;
}

// Closing with unread input would send a reset, which may overtake the reply: say we are done, then read to the end.
void CompletionConnection::end_orderly() {
  if (has_ended_) {
    is_over_ = true;
  } else if (!is_lingering_) {
    is_lingering_ = true;
    ::shutdown(fd(), SHUT_WR);
    others_.set_timer(*this, limits::linger);
  }
}

// Closing the descriptor would end nothing: the kernel's operations hold the socket too.
void CompletionConnection::break_off() {
  if (is_done() || is_broken_off_) return;
  is_broken_off_ = true;
  ::shutdown(fd(), SHUT_RDWR);
}

}  // namespace forkroad
