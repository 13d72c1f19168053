// Which file makes which format.
#include "packet-log/formats.h"

namespace forkroad::packet_log {

std::unique_ptr<Formatter> make_formatter(Format format, bool who) {
  switch (format) {
    case Format::hex:
      return make_hex_formatter(who);
    case Format::ascii:
      return make_ascii_formatter(who);
    case Format::json:
      return make_json_formatter();
    case Format::off:
      break;
  }
  return make_off_formatter(who);
}

}  // namespace forkroad::packet_log
