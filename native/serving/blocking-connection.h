// A connection served by one blocking thread: reads, hands the bytes to the session, writes the replies.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

#include "services/session.h"
#include "serving/counters.h"

namespace forkroad {

/// Back-pressure is the blocking write itself: a peer that does not read stops its own thread, and no reply is queued.
class BlockingConnection final : public Output {
 public:
  /// Borrows the descriptor.
  BlockingConnection(int fd, std::uint32_t id) : fd_(fd), id_(id) {}

  /// Serves until the session closes, the peer has gone, or shutdown(2) of the descriptor by another thread.
  void run(Session& session);

  void write(Bytes bytes) override;
  void close() override { is_closing_ = true; }
  void pause_input() override { is_paused_ = true; }
  void resume_later(std::chrono::nanoseconds delay) override { resume_delay_ = delay; }
  void set_deadline(std::chrono::nanoseconds delay) override { deadline_ = Clock::now() + delay; }

 private:
  using Clock = std::chrono::steady_clock;
  bool has_time_left();
  bool read_more();
  void offer(Session& session);
  void wait_until_resumed();
  void fail(int error);
  void end_orderly();

  static constexpr std::size_t capacity =
      64 * 1024;  // the packet log's largest record; a socket buffer's usual first size

  const int fd_;
  const std::uint32_t id_;
  bool is_closing_ = false;
  bool is_broken_ = false;
  bool has_ended_ = false;  // the peer's last byte has been read
  bool is_paused_ = false;
  std::chrono::nanoseconds resume_delay_{0};
  std::optional<Clock::time_point> deadline_;    // the session's
  std::chrono::nanoseconds receive_timeout_{0};  // what the socket has; zero: none, or to be set anew
  ByteCounts counts_;
  std::size_t pending_ = 0;            // bytes at the front of the buffer that the session has not consumed
  std::array<char, capacity> buffer_;  // on the thread's stack: pages that no message touches are never taken
};

}  // namespace forkroad
