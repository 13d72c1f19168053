// A connection served by completions: the kernel tells what it has received and sent, not what could be.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "services/session.h"
#include "serving/connection.h"

namespace forkroad {

class RingConnections;

/// The sibling of NonblockingConnection. It has one receive with the kernel, which goes on, and at most one send; what
/// is written meanwhile is gathered for the next. Idle it owns no buffer: what is received stands in the ring's. The
/// ring's thread only.
class CompletionConnection final : public Output {
 public:
  CompletionConnection(RingConnections& others, Connection connection)
      : others_(others), connection_(std::move(connection)) {}

  void start(std::unique_ptr<Session> session);
  void on_received(int result, Bytes bytes, bool is_last);
  void on_sent(int result);
  void on_hang_up();
  void on_timer();
  /// After a batch in which it had completions, or its timer was due: asks the kernel for what is to be done next.
  void on_turn();
  /// Nothing is left to do, and the kernel has no operation of it: it can be freed.
  bool is_done() const { return is_over_ && !is_receiving_ && !is_sending_ && !is_watching_; }

  void write(Bytes bytes) override;
  void close() override { is_closing_ = true; }
  void pause_input() override { is_paused_ = true; }
  void resume_later(std::chrono::nanoseconds delay) override { resume_delay_ = delay; }
  void set_deadline(std::chrono::nanoseconds delay) override { deadline_ = Clock::now() + delay; }

 private:
  friend class RingConnections;
  using Clock = std::chrono::steady_clock;
  static constexpr Clock::time_point never{};

  int fd() const { return connection_.fd(); }
  std::size_t unsent() const { return gathered_.size() + in_flight_.size() - sent_; }
  bool takes_input() const;
  bool wants_more() const;
  void take(Bytes bytes);
  void serve();
  std::size_t offer(Bytes bytes);
  void send_gathered();
  void settle_receive();
  void watch_hang_up();
  void watch_deadline();
  void fail(int error);
  void cut();
  void end_orderly();
  void break_off();

  RingConnections& others_;
  Connection connection_;
  std::unique_ptr<Session> session_;
  std::vector<char> unconsumed_;  // what the session has left; empty without memory of its own
  std::vector<char> gathered_;    // to be sent next; likewise
  std::vector<char> in_flight_;   // what the kernel is sending; likewise
  std::size_t sent_ = 0;          // of the front of in_flight_
  std::chrono::nanoseconds resume_delay_{0};
  Clock::time_point deadline_ = never;  // the session's

  // What the kernel has of it:
  bool is_receiving_ = false;
  bool is_cancelling_ = false;  // the receive, and nothing has come of it since
  bool is_sending_ = false;
  bool is_watching_ = false;  // for a hang-up, which nothing else would tell

  bool needs_more_ = false;    // the session consumes nothing of unconsumed_ before more has come
  bool is_paused_ = false;     // until its timer
  bool is_closing_ = false;    // by the session, or after the peer's end
  bool has_ended_ = false;     // the peer's last byte has been received
  bool is_hung_up_ = false;    // nobody takes what it would send: it waits for nothing
  bool is_lingering_ = false;  // our end is sent; what comes is dropped until the peer's, or until its timer
  bool is_over_ = false;
  bool is_broken_off_ = false;  // over, and the operations that the kernel has of it have been ended

  // The loop's:
  std::size_t index_ = 0;
  bool has_turn_ = false;
  Clock::time_point due_ = never;  // of its timer
};

}  // namespace forkroad
