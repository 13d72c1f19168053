// Finding the ends of lines. Only CRLF ends one: a bare LF is read as an end by some and as none by others.
#include "services/http/line-reader.h"

#include <cstring>

namespace forkroad::http {

LineReader::Result LineReader::take(Bytes& bytes, std::size_t most_bytes) {
  if (is_whole_) {
    std::string().swap(held_);
    is_whole_ = false;
  }
  if (bytes.size == 0) return Result::needs_more;
  const auto* const end = static_cast<const char*>(std::memchr(bytes.data, '\n', bytes.size));
  const std::size_t size = end == nullptr ? bytes.size : static_cast<std::size_t>(end - bytes.data) + 1;
  if (held_.size() + size > most_bytes) return Result::too_long;
  const std::string_view taken(bytes.data, size);
  bytes = {bytes.data + size, bytes.size - size};
  if (end == nullptr || !held_.empty()) held_.append(taken);
  if (end == nullptr) return Result::needs_more;
  is_whole_ = !held_.empty();
  line_ = is_whole_ ? std::string_view(held_) : taken;
  if (line_.size() < 2 || line_[line_.size() - 2] != '\r') return Result::malformed;
  line_.remove_suffix(2);
  return Result::line;
}

}  // namespace forkroad::http
