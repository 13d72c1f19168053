// The json format: one object a line, always with the same keys in the same order.
#include "packet-log/characters.h"
#include "packet-log/formats.h"
#include "packet-log/wall-clock.h"

namespace forkroad::packet_log {
namespace {

char* put_escaped_byte(char* out, char byte) {
  if (byte == '"' || byte == '\\') {
    *out++ = '\\';
  } else if (static_cast<unsigned char>(byte) < ' ') {
    out = put(out, "\\u00");
    return put_hex<2>(out, {&byte, 1});
  }
  *out++ = byte;
  return out;
}

char* put_escaped(char* out, Bytes text) {
  for (std::size_t i = 0; i < text.size; ++i) out = put_escaped_byte(out, text.data[i]);
  return out;
}

// Most payloads need no escape: write them plainly, and again with care only where a quote or backslash turns up.
char* put_printable_escaped(char* out, Bytes bytes) {
  char* const end = put_printable(out, bytes);
  if (std::memchr(out, '"', bytes.size) == nullptr && std::memchr(out, '\\', bytes.size) == nullptr) return end;
  for (std::size_t i = 0; i < bytes.size; ++i) out = put_escaped_byte(out, printable(bytes.data[i]));
  return out;
}

class JsonFormatter final : public Formatter {
 public:
  char* format(char* out, const Entry& entry) override {
    const bool is_packet = entry.kind == Kind::recv || entry.kind == Kind::send;
    out = put(out, is_packet                   ? R"({"type":"packet","time":")"
                   : entry.kind == Kind::debug ? R"({"type":"debug","time":")"
                                               : R"({"type":"info","time":")");
    out = time_.put(out, entry.wall_ns);
    if (is_packet) out = put(out, entry.kind == Kind::recv ? R"(","direction":"recv)" : R"(","direction":"send)");
    out = put_who(out, entry);
    return is_packet ? put_packet(out, entry.payload) : put_text(out, entry.payload);
  }

 private:
  static char* put_who(char* out, const Entry& entry) {
    out = put(out, R"(","connection":)");
    out = entry.connection == 0 ? put(out, "null") : put_number(out, entry.connection);
    out = put(out, R"(,"pid":)");
    out = put_number(out, static_cast<std::uint64_t>(entry.pid));
    out = put(out, R"(,"tid":)");
    out = put_number(out, static_cast<std::uint64_t>(entry.tid));
    out = put(out, R"(,"thread":")");
    return put_escaped(out, {entry.thread_name, std::strlen(entry.thread_name)});
  }

  static char* put_packet(char* out, Bytes payload) {
    out = put(out, R"(","bytes":)");
    out = put_number(out, payload.size);
    out = put(out, R"(,"hex":")");
    out = put_hex<2>(out, payload);
    out = put(out, R"(","ascii":")");
    out = put_printable_escaped(out, payload);
    return put(out, "\"}\n");
  }

  static char* put_text(char* out, Bytes text) {
    out = put(out, R"(","message":")");
    out = put_escaped(out, text);
    return put(out, "\"}\n");
  }

  TimeText time_;
};

}  // namespace

std::unique_ptr<Formatter> make_json_formatter() {
  return std::make_unique<JsonFormatter>();
}

}  // namespace forkroad::packet_log
