// The ascii format: a packet's bytes as characters.
#include "packet-log/characters.h"
#include "packet-log/line-format.h"

namespace forkroad::packet_log {
namespace {

class AsciiFormatter final : public LineFormatter {
 public:
  using LineFormatter::LineFormatter;

 private:
  char* format_packet(char* out, const Entry& entry) override {
    out = put_packet_start(out, entry);
    out = put(out, ": ");
    out = put_printable(out, entry.payload);
    *out++ = '\n';
    return out;
  }
};

}  // namespace

std::unique_ptr<Formatter> make_ascii_formatter(bool who) {
  return std::make_unique<AsciiFormatter>(who);
}

}  // namespace forkroad::packet_log
