// Worker: one epoll thread of the engine with its share of the connections; a mode derives from it what it does with
// them.
#pragma once
#include <sys/epoll.h>

#include <cstdint>
#include <functional>
#include <vector>

#include "load/exchange.h"
#include "load/run.h"
#include "load/tally.h"
#include "load/window.h"
#include "sockets/fd.h"

namespace forkroad::load {

enum class State : std::uint8_t { closed, connecting, idle, exchanging, closing };

struct Connection {
  Fd fd;
  State state = State::closed;
  bool was_established = false;
  bool was_served = false;
  bool is_late = false;    ///< its answer is overdue, which was counted; it is still waited for
  bool is_silent = false;  ///< answered once in the opening, then held
  std::uint32_t number = 0;
  std::uint64_t messages = 0;  ///< begun so far; numbers the next one's pattern
  std::int64_t since_ns = 0;   ///< where the latency of the message under way counts from
  std::int64_t active_ns = 0;  ///< when it last began something that can time out
  Exchange exchange;
};

/// Constructed and destroyed by the engine; `run` is the thread's body and everything else happens on that thread.
class Worker {
 public:
  /// Throws SystemError.
  Worker(Run& run, std::uint32_t index);
  virtual ~Worker() = default;
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void run();
  /// Any thread.
  const Tally& tally() const { return tally_; }
  Phase phase() const { return window_.phase(); }

 protected:
  /// The connection is established: it shall send its first message, or go on where the one before it ended.
  virtual void on_established(Connection& connection);
  /// A whole reply came after the opening, or the opening is over: the connection is idle.
  virtual void on_idle(Connection& connection) = 0;
  /// The server's end came that was awaited: after ours, or after a reply that announced it.
  virtual void on_closed(Connection& connection);
  /// The connection is lost; the error has been counted.
  virtual void on_lost(Connection& connection);
  /// After each batch of events.
  virtual void on_batch() {}
  /// Messages that were due in the measured time, for which no connection was free so far.
  virtual bool has_unsent() const { return false; }
  virtual void each_unsent(const std::function<void(std::int64_t due)>&) const {}

  void open(Connection& connection);
  /// Sends the connection's next message; its latency counts from `since`.
  void send(Connection& connection, std::int64_t since);
  /// Waits for the server's end.
  void await_end(Connection& connection);
  /// Says that no more will be sent, and waits for the server's end.
  void half_close(Connection& connection);
  /// So that the loop wakes when this descriptor is readable (`on_batch` follows).
  void watch(int fd);
  void expect_answer_of_every_connection() { expects_every_answer_ = true; }
  /// The mode opens its connections itself, as many at once as it likes.
  void open_by_itself() { next_to_open_ = connections_.size(); }

  bool is_draining() const { return phase() == Phase::draining; }

  Run& run_;
  const std::uint32_t index_;
  Tally tally_;
  Window window_;
  std::vector<Connection> connections_;  // the silent ones last
  std::int64_t now_ = 0;                 ///< when the last event was read: the one clock read per event
  bool stays_awake_ = false;             ///< polls for events instead of sleeping until one comes

 private:
  int wait_ms() const;
  bool goes_on();
  bool is_over() const;

  // worker-unanswered.cpp
  struct Lost {
    std::int64_t since_ns;
    WindowTally* window;
  };
  bool is_under_way(const Connection& connection) const;
  bool is_awaited(const Connection& connection) const;
  std::int64_t grace_ns() const;
  void judge_when_settled();
  void judge();
  void count_unanswered(WindowTally& window, std::int64_t age_ns);
  void remember_lost(const Connection& connection);
  void time_out(Connection& connection);
  void come_back_late(Connection& connection);
  void count_after_end(const Connection& connection);

  void begin_drain();
  void sweep();
  bool is_overdue(const Connection& connection) const;
  bool may_open_next() const;

  void handle(Connection& connection, std::uint32_t events);
  void establish(Connection& connection, std::uint32_t events);
  void read(Connection& connection, bool is_ending);
  void come_back(Connection& connection);
  bool receive(Connection& connection, bool is_ending);
  void complete(Connection& connection);
  void count(const Connection& connection);
  void count_first(Connection& connection);
  void be_slow();
  void lose(Connection& connection, ErrorKind kind);
  void close(Connection& connection);

  Fd epoll_;
  std::vector<unsigned char> buffer_;
  std::size_t next_to_open_ = 0;
  std::size_t connecting_ = 0;
  std::size_t silent_unanswered_ = 0;
  std::size_t open_ = 0;
  std::int64_t next_sweep_ns_ = 0;
  std::int64_t drain_until_ns_ = 0;  ///< zero until draining
  std::vector<Lost> lost_;           // messages of the measured time whose connections were lost
  bool is_judged_ = false;
  bool expects_every_answer_ = false;
};

}  // namespace forkroad::load
