// Exchange: one message out and back on one non-blocking socket, each byte that returns compared with what was sent.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace forkroad::load {

enum class Received : std::uint8_t { part, whole, unsolicited, ended, failed };

/// Owned by the thread that owns the connection. Short reads and partial writes are its business.
class Exchange {
 public:
  void begin(const unsigned char* bytes, std::size_t size) {
    bytes_ = bytes;
    size_ = size;
    sent_ = received_ = 0;
    is_wrong_ = false;
  }
  /// Forgets a finished message: from here, whatever arrives is unsolicited.
  void rest() { begin(nullptr, 0); }

  /// Sends as much as the socket takes. False when it failed, with errno.
  bool send_more(int fd);
  /// Reads once, at most what is expected and one byte more, so that a byte too many is seen without a second call.
  /// `failed` leaves errno, EAGAIN included. `is_drained` tells that the socket had no more when it was read.
  Received receive_more(int fd, std::vector<unsigned char>& buffer, bool& is_drained);

  bool is_sent() const { return sent_ == size_; }
  bool is_wrong() const { return is_wrong_; }
  std::size_t sent() const { return sent_; }
  std::size_t received() const { return received_; }

 private:
  const unsigned char* bytes_ = nullptr;
  std::size_t size_ = 0;
  std::size_t sent_ = 0;
  std::size_t received_ = 0;
  bool is_wrong_ = false;
};

}  // namespace forkroad::load
