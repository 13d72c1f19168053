// Plain echo: a message is its bytes, each that returns compared with what was sent.
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "load/protocol.h"

namespace forkroad::load {
namespace {

class EchoProtocol final : public Protocol {
 public:
  explicit EchoProtocol(std::size_t size) : size_(size) {}

  void begin(Exchange& exchange, const unsigned char* message) const override { exchange.begin(message, size_); }
  bool send_more(int fd, Exchange& exchange) const override;
  Received receive_more(int fd, Exchange& exchange, std::vector<unsigned char>& buffer,
                        bool& is_drained) const override;
  std::size_t reply_bytes() const override { return size_ + 1; }

 private:
  const std::size_t size_;
};

bool EchoProtocol::send_more(int fd, Exchange& exchange) const {
  while (!exchange.is_sent()) {
    const ssize_t sent = ::send(fd, exchange.bytes + exchange.sent, exchange.to_send - exchange.sent, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno == EINTR) continue;
      return errno == EAGAIN;
    }
    exchange.sent += static_cast<std::size_t>(sent);
  }
  return true;
}

// At most what is expected and one byte more, so that a byte too many is seen without a second call.
Received EchoProtocol::receive_more(int fd, Exchange& exchange, std::vector<unsigned char>& buffer,
                                    bool& is_drained) const {
  const std::size_t expected = exchange.sent - exchange.received;
  const std::size_t wanted = std::min(expected + 1, buffer.size());
  const ssize_t result = ::recv(fd, buffer.data(), wanted, 0);
  if (result < 0) return Received::failed;
  if (result == 0) return Received::ended;
  const auto got = static_cast<std::size_t>(result);
  is_drained = got < wanted;
  if (got > expected) return Received::unsolicited;
  if (std::memcmp(buffer.data(), exchange.bytes + exchange.received, got) != 0) exchange.is_wrong = true;
  exchange.received += got;
  return exchange.received == exchange.to_send ? Received::whole : Received::part;
}

}  // namespace

std::unique_ptr<Protocol> make_echo_protocol(const Options& options) {
  return std::make_unique<EchoProtocol>(options.size);
}

}  // namespace forkroad::load
