// Formats: how a record becomes lines of text. One file per format; pcapng has its place beside them.
#pragma once
#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>

#include "packet-log/packet-log.h"
#include "packet-log/ring.h"

namespace forkroad::packet_log {

/// A record together with who wrote it, as a format sees it. Valid during the call only.
struct Entry {
  Kind kind;
  std::uint32_t connection;  ///< 0 is none
  std::uint64_t wall_ns;     ///< since the epoch
  Bytes payload;
  pid_t pid;
  pid_t tid;
  const char* thread_name;
};

/// The most that any format makes of a payload: JSON writes a control character of a text as six.
constexpr std::size_t max_formatted(std::size_t payload_bytes) {
  return 1024 + 6 * payload_bytes;
}

/// Used by the logger thread alone.
class Formatter {
 public:
  virtual ~Formatter() = default;
  /// Writes the record's lines, max_formatted(payload.size) bytes at most, and returns their end.
  virtual char* format(char* out, const Entry& entry) = 0;
};

std::unique_ptr<Formatter> make_formatter(Format format, bool who);

/// As the C original: two lines a packet, its bytes in hex, then as characters.
std::unique_ptr<Formatter> make_hex_formatter(bool who);
/// One line a packet, its bytes as characters.
std::unique_ptr<Formatter> make_ascii_formatter(bool who);
/// One object a line, always with the same keys.
std::unique_ptr<Formatter> make_json_formatter();
/// No packets; the texts stay.
std::unique_ptr<Formatter> make_off_formatter(bool who);

}  // namespace forkroad::packet_log
