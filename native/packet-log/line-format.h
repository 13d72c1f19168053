// What the formats of plain lines share: the tag, who wrote it, and the [INFO] and [DEBUG] lines.
#pragma once
#include <string_view>

#include "packet-log/formats.h"

namespace forkroad::packet_log {

class LineFormatter : public Formatter {
 public:
  explicit LineFormatter(bool who) : who_(who) {}
  char* format(char* out, const Entry& entry) final;

 protected:
  /// The lines of a packet.
  virtual char* format_packet(char* out, const Entry& entry) = 0;
  /// "[PACKET] RECV" or, with who, "[PACKET] (123/124 conn-7 #7) RECV".
  char* put_packet_start(char* out, const Entry& entry) const;

 private:
  char* put_tag(char* out, std::string_view tag, const Entry& entry) const;
  char* format_text(char* out, const Entry& entry) const;

  bool who_;
};

}  // namespace forkroad::packet_log
