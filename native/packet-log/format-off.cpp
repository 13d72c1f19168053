// The off format: no packets, only the texts.
#include "packet-log/line-format.h"

namespace forkroad::packet_log {
namespace {

class OffFormatter final : public LineFormatter {
 public:
  using LineFormatter::LineFormatter;

 private:
  char* format_packet(char* out, const Entry&) override { return out; }
};

}  // namespace

std::unique_ptr<Formatter> make_off_formatter(bool who) {
  return std::make_unique<OffFormatter>(who);
}

}  // namespace forkroad::packet_log
