// Reading a chunk's size and walking over its extensions.
#include "services/http/chunk-size.h"

#include "services/http/characters.h"

namespace forkroad::http {
namespace {

int hex_value(char byte) {
  if (byte >= '0' && byte <= '9') return byte - '0';
  if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
  if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
  return -1;
}

bool take(std::string_view& text, char byte) {
  if (text.empty() || text.front() != byte) return false;
  text.remove_prefix(1);
  return true;
}

bool take_token(std::string_view& text) {
  std::size_t size = 0;
  while (size < text.size() && fits(text.substr(size, 1), Place::token)) ++size;
  text.remove_prefix(size);
  return size > 0;
}

bool take_quoted(std::string_view& text) {
  if (!take(text, '"')) return false;
  while (!text.empty() && fits(text.substr(0, 1), Place::field_value)) {
    if (take(text, '"')) return true;
    if (take(text, '\\') && (text.empty() || !fits(text.substr(0, 1), Place::field_value))) return false;
    text.remove_prefix(1);
  }
  return false;
}

// The white space that RFC 9112 7.1.1 allows but calls bad is refused: "5 ;a" has been read as 5 by some, as 0 by
// others.
bool are_extensions(std::string_view text) {
  while (!text.empty()) {
    if (!take(text, ';') || !take_token(text)) return false;
    if (!take(text, '=')) continue;
    const bool is_quoted = !text.empty() && text.front() == '"';
    if (!(is_quoted ? take_quoted(text) : take_token(text))) return false;
  }
  return true;
}

}  // namespace

std::optional<ChunkSize> read_chunk_size(std::string_view line) {
  std::uint64_t bytes = 0;
  std::size_t digits = 0;
  for (; digits < line.size() && hex_value(line[digits]) >= 0; ++digits) {
    if (bytes >> 60 != 0) return std::nullopt;
    bytes = bytes << 4 | static_cast<std::uint64_t>(hex_value(line[digits]));
  }
  const std::string_view extensions = line.substr(digits);
  if (digits == 0 || !are_extensions(extensions)) return std::nullopt;
  return ChunkSize{bytes, extensions.size()};
}

}  // namespace forkroad::http
