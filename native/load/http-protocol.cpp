// HTTP/1.1: a message is the body of a POST; its head is made once and sent with each, in one system call.
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include "load/protocol.h"

namespace forkroad::load {
namespace {

constexpr std::size_t head_room = 4096;      // of a response's head
constexpr std::size_t least_buffer = 65536;  // of a GET nobody knows how large the answer is

std::string head_of(const Options& options) {
  const bool is_ipv6 = options.host.find(':') != std::string::npos;
  std::string head = options.size == 0 ? "GET / HTTP/1.1\r\n" : "POST / HTTP/1.1\r\n";
  head += "Host: " + (is_ipv6 ? '[' + options.host + ']' : options.host) + ':' + std::to_string(options.port) + "\r\n";
  if (options.mode == Mode::churn) head += "Connection: close\r\n";
  if (options.size > 0) head += "Content-Length: " + std::to_string(options.size) + "\r\n";
  return head + "\r\n";
}

class HttpProtocol final : public Protocol {
 public:
  explicit HttpProtocol(const Options& options) : head_(head_of(options)), size_(options.size) {}

  void begin(Exchange& exchange, const unsigned char* message) const override {
    exchange.begin(message, head_.size() + size_);
    exchange.response.begin();
  }
  bool send_more(int fd, Exchange& exchange) const override;
  Received receive_more(int fd, Exchange& exchange, std::vector<unsigned char>& buffer,
                        bool& is_drained) const override;
  std::size_t reply_bytes() const override { return std::max(size_ + head_room, least_buffer); }

 private:
  ssize_t send_once(int fd, const Exchange& exchange) const;
  Received take(Exchange& exchange, const unsigned char* bytes, std::size_t size) const;
  void compare(Exchange& exchange, const unsigned char* bytes, std::size_t size) const;
  Received finish(Exchange& exchange) const;

  const std::string head_;
  const std::size_t size_;
};

bool HttpProtocol::send_more(int fd, Exchange& exchange) const {
  while (!exchange.is_sent()) {
    const ssize_t sent = send_once(fd, exchange);
    if (sent < 0) {
      if (errno == EINTR) continue;
      return errno == EAGAIN;
    }
    exchange.sent += static_cast<std::size_t>(sent);
  }
  return true;
}

ssize_t HttpProtocol::send_once(int fd, const Exchange& exchange) const {
  const std::size_t of_head = std::min(exchange.sent, head_.size());
  const std::size_t of_body = exchange.sent - of_head;
  std::array<iovec, 2> parts{iovec{const_cast<char*>(head_.data()) + of_head, head_.size() - of_head},
                             iovec{const_cast<unsigned char*>(exchange.bytes) + of_body, size_ - of_body}};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  return ::sendmsg(fd, &message, MSG_NOSIGNAL);
}

Received HttpProtocol::receive_more(int fd, Exchange& exchange, std::vector<unsigned char>& buffer,
                                    bool& is_drained) const {
  const ssize_t result = ::recv(fd, buffer.data(), buffer.size(), 0);
  if (result < 0) return Received::failed;
  if (result == 0) {
    exchange.response.end();
    return !exchange.is_resting() && exchange.response.is_whole() ? finish(exchange) : Received::ended;
  }
  const auto got = static_cast<std::size_t>(result);
  is_drained = got < buffer.size();
  if (exchange.is_resting()) return Received::unsolicited;
  exchange.received += got;
  return take(exchange, buffer.data(), got);
}

Received HttpProtocol::take(Exchange& exchange, const unsigned char* bytes, std::size_t size) const {
  HttpResponse& response = exchange.response;
  std::size_t taken = 0;
  while (taken < size) {
    const HttpResponse::Piece piece = response.take(bytes + taken, size - taken);
    if (piece.is_body) compare(exchange, bytes + taken, piece.bytes);
    taken += piece.bytes;
    if (response.is_malformed()) return Received::malformed;
    if (response.is_whole()) return taken < size ? Received::unsolicited : finish(exchange);
  }
  return Received::part;
}

// What comes with an error, and what comes for a GET, is the server's own.
void HttpProtocol::compare(Exchange& exchange, const unsigned char* bytes, std::size_t size) const {
  if (size_ == 0 || !exchange.response.is_success()) return;
  const std::size_t missing = size_ - exchange.compared;
  const std::size_t compared = std::min(size, missing);
  if (size > missing || std::memcmp(bytes, exchange.bytes + exchange.compared, compared) != 0) exchange.is_wrong = true;
  exchange.compared += compared;
}

Received HttpProtocol::finish(Exchange& exchange) const {
  const HttpResponse& response = exchange.response;
  if (!response.is_success())
    exchange.bad_status = response.status();
  else if (exchange.compared != size_)
    exchange.is_wrong = true;
  exchange.is_last = !response.keeps_connection() || !exchange.is_sent();  // it did not want the rest
  return Received::whole;
}

}  // namespace

std::unique_ptr<Protocol> make_http_protocol(const Options& options) {
  return std::make_unique<HttpProtocol>(options);
}

}  // namespace forkroad::load
