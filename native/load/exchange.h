// Exchange: where one message on one connection stands: what was sent, what came back, whether it was right.
#pragma once
#include <cstddef>
#include <cstdint>

#include "load/http-response.h"

namespace forkroad::load {

/// Owned by the thread that owns the connection; written by its protocol.
struct Exchange {
  const unsigned char* bytes = nullptr;  ///< the message
  std::size_t to_send = 0;               ///< on the wire, as are the next two
  std::size_t sent = 0;
  std::size_t received = 0;
  std::size_t compared = 0;  ///< of the message, where the wire brings more than that
  bool is_wrong = false;     ///< a byte came back that is not the message's
  // Known when the reply is whole.
  bool is_last = false;          ///< the connection carries no further message
  std::uint16_t bad_status = 0;  ///< HTTP's, when it was no success
  HttpResponse response;         ///< last, so that an echo does not touch it

  void begin(const unsigned char* message, std::size_t wire_bytes) {
    bytes = message;
    to_send = wire_bytes;
    sent = received = compared = 0;
    is_wrong = is_last = false;
    bad_status = 0;
  }
  /// Forgets a finished message: from here, whatever arrives is unsolicited.
  void rest() { begin(nullptr, 0); }

  bool is_resting() const { return to_send == 0; }
  bool is_sent() const { return sent == to_send; }
};

}  // namespace forkroad::load
