// The hex format: what the C original prints.
#include "packet-log/characters.h"
#include "packet-log/line-format.h"

namespace forkroad::packet_log {
namespace {

class HexFormatter final : public LineFormatter {
 public:
  using LineFormatter::LineFormatter;

 private:
  char* format_packet(char* out, const Entry& entry) override {
    char* const start = out;
    out = put_packet_start(out, entry);
    const std::string_view prefix(start, static_cast<std::size_t>(out - start));
    out = put(out, ": ");
    out = put_hex<3>(out, entry.payload) - 1;  // no blank after the last byte
    *out++ = '\n';
    out = put(out, prefix);
    out = put(out, " (ASCII): ");
    out = put_printable(out, entry.payload);
    *out++ = '\n';
    return out;
  }
};

}  // namespace

std::unique_ptr<Formatter> make_hex_formatter(bool who) {
  return std::make_unique<HexFormatter>(who);
}

}  // namespace forkroad::packet_log
