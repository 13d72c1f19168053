// Protocol: how a message is framed on the wire, and when the reply to it is whole and right.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "load/exchange.h"
#include "load/options.h"

namespace forkroad::load {

enum class Received : std::uint8_t { part, whole, unsolicited, malformed, ended, failed };

/// Immutable after construction; any thread. What changes is in the exchange, the caller's.
class Protocol {
 public:
  Protocol() = default;
  virtual ~Protocol() = default;
  Protocol(const Protocol&) = delete;
  Protocol& operator=(const Protocol&) = delete;

  /// Makes `message`, of the run's size, the next to be sent.
  virtual void begin(Exchange& exchange, const unsigned char* message) const = 0;
  /// Sends as much as the socket takes. False when it failed, with errno.
  virtual bool send_more(int fd, Exchange& exchange) const = 0;
  /// Reads once into `buffer`. `failed` leaves errno, EAGAIN included. `is_drained` tells that the socket had no more
  /// when it was read.
  virtual Received receive_more(int fd, Exchange& exchange, std::vector<unsigned char>& buffer,
                                bool& is_drained) const = 0;
  /// How much a buffer should hold for a reply to be read at once.
  virtual std::size_t reply_bytes() const = 0;
};

/// The message itself, and the same bytes in return.
std::unique_ptr<Protocol> make_echo_protocol(const Options& options);
/// HTTP/1.1: the message is the body of a POST and of its response. A message of no bytes is a GET, whatever it
/// returns.
std::unique_ptr<Protocol> make_http_protocol(const Options& options);

}  // namespace forkroad::load
