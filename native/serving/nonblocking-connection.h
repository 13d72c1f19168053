// A connection served by a loop: what is there is read and handed to the session, what the peer does not take is
// queued.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "services/session.h"
#include "serving/connection.h"
#include "serving/counters.h"

namespace forkroad {

class LoopConnections;

/// The twin of BlockingConnection. It never waits: the loop tells it when its socket is ready, edge-triggered, and when
/// its timer is due; or the loop has it ask the socket. Idle it owns no buffer: the one it reads into is the loop's.
/// The loop's thread only.
class NonblockingConnection final : public Output {
 public:
  NonblockingConnection(LoopConnections& loop, Connection connection)
      : loop_(loop), connection_(std::move(connection)) {}

  void start(std::unique_ptr<Session> session) {
    session_ = std::move(session);
    watch_deadline();
  }
  /// What epoll reported of the socket. Serves what can be served now, or a fair share of it, and asks the loop for
  /// another turn.
  void on_ready(std::uint32_t events);
  /// Asks the socket what epoll would report, by reading and writing where that is wanted, and serves likewise. Returns
  /// whether anything came, went or ended.
  bool try_now();
  void on_turn() { advance(); }
  void on_timer();
  /// The loop shall drop it.
  bool is_over() const { return is_over_; }
  int fd() const { return connection_.fd(); }

  void write(Bytes bytes) override;
  void close() override { is_closing_ = true; }
  void pause_input() override { is_paused_ = true; }
  void resume_later(std::chrono::nanoseconds delay) override { resume_delay_ = delay; }
  void set_deadline(std::chrono::nanoseconds delay) override { deadline_ = Clock::now() + delay; }

 private:
  friend class LoopConnections;
  using Clock = std::chrono::steady_clock;
  static constexpr Clock::time_point never{};

  void advance();
  void watch_deadline();
  bool takes_input() const { return !is_over_ && !is_closing_ && !is_paused_ && unsent_.empty(); }
  void serve();
  void read_more();
  void offer(std::size_t size);
  void end_of_input();
  std::size_t send_now(Bytes bytes);
  void flush();
  void fail(int error);
  void end_orderly();

  LoopConnections& loop_;
  Connection connection_;
  std::unique_ptr<Session> session_;
  ByteCounts counts_;
  std::vector<char> unconsumed_;  // what the session has left; empty without memory of its own
  std::vector<char> unsent_;      // what the peer has not taken; likewise
  std::size_t sent_ = 0;          // of the front of unsent_
  std::chrono::nanoseconds resume_delay_{0};
  Clock::time_point deadline_ = never;  // the session's

  bool is_readable_ = false;   // as far as we know
  bool is_ending_ = false;     // what must be read ends with the peer's end or an error
  bool is_hung_up_ = false;    // nobody takes what it would send: it waits for nothing
  bool has_moved_ = false;     // something came or went, or an end, since it was last tried
  bool needs_more_ = false;    // the session consumes nothing of unconsumed_ before more has come
  bool is_paused_ = false;     // until its timer
  bool is_closing_ = false;    // by the session, or after the peer's end
  bool has_ended_ = false;     // the peer's last byte has been read
  bool is_lingering_ = false;  // our end is sent; what comes is read and dropped until the peer's, or until its timer
  bool is_over_ = false;

  // The loop's:
  std::size_t index_ = 0;
  bool has_turn_ = false;
  Clock::time_point due_ = never;  // of its timer
};

}  // namespace forkroad
