// Tags and text lines of the plain formats.
#include "packet-log/line-format.h"

#include "packet-log/characters.h"

namespace forkroad::packet_log {
namespace {

// A line stays a line whatever the text holds; bytes of UTF-8 pass.
char* put_text(char* out, Bytes text) {
  for (std::size_t i = 0; i < text.size; ++i) {
    const auto byte = static_cast<unsigned char>(text.data[i]);
    *out++ = byte < ' ' || byte == 0x7f ? '.' : text.data[i];
  }
  return out;
}

}  // namespace

char* LineFormatter::format(char* out, const Entry& entry) {
  const bool is_packet = entry.kind == Kind::recv || entry.kind == Kind::send;
  return is_packet ? format_packet(out, entry) : format_text(out, entry);
}

char* LineFormatter::put_packet_start(char* out, const Entry& entry) const {
  out = put_tag(out, "[PACKET] ", entry);
  return put(out, entry.kind == Kind::recv ? "RECV" : "SEND");
}

char* LineFormatter::put_tag(char* out, std::string_view tag, const Entry& entry) const {
  out = put(out, tag);
  if (!who_) return out;
  *out++ = '(';
  out = put_number(out, static_cast<std::uint64_t>(entry.pid));
  *out++ = '/';
  out = put_number(out, static_cast<std::uint64_t>(entry.tid));
  *out++ = ' ';
  out = put_text(out, {entry.thread_name, std::strlen(entry.thread_name)});
  if (entry.connection != 0) {
    out = put(out, " #");
    out = put_number(out, entry.connection);
  }
  return put(out, ") ");
}

char* LineFormatter::format_text(char* out, const Entry& entry) const {
  out = put_tag(out, entry.kind == Kind::debug ? "[DEBUG] " : "[INFO] ", entry);
  out = put_text(out, entry.payload);
  *out++ = '\n';
  return out;
}

}  // namespace forkroad::packet_log
