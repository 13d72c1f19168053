// Taking a response apart by lines, in place where a line came in one piece; bodies are counted, not looked at.
#include "load/http-response.h"

#include <strings.h>

#include <algorithm>
#include <cstring>

namespace forkroad::load {
namespace {

constexpr std::string_view spaces = " \t";
constexpr std::string_view protocol_name = "HTTP/1.";
constexpr std::size_t most_digits = 15;  // decimal or hexadecimal, they fit 64 bits

bool is_same(std::string_view text, std::string_view lower_case) {
  return text.size() == lower_case.size() && strncasecmp(text.data(), lower_case.data(), text.size()) == 0;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(spaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

int digit_of(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  return letter >= 'A' && letter <= 'F' ? letter - 'A' + 10 : 16;
}

/// False when the text is anything but digits, or too long.
bool parse(std::string_view digits, int base, std::uint64_t& number) {
  if (digits.empty() || digits.size() > most_digits) return false;
  number = 0;
  for (const char letter : digits) {
    const int digit = digit_of(letter);
    if (digit >= base) return false;
    number = number * static_cast<std::uint64_t>(base) + static_cast<std::uint64_t>(digit);
  }
  return true;
}

}  // namespace

void HttpResponse::begin() {
  head_bytes_ = line_bytes_ = 0;
  begin_head();
}

void HttpResponse::begin_head() {
  part_ = Part::status_line;
  status_ = 0;
  left_ = 0;
  keeps_connection_ = true;
  is_chunked_ = has_length_ = says_close_ = false;
}

HttpResponse::Piece HttpResponse::take(const unsigned char* bytes, std::size_t size) {
  if (part_ == Part::body_to_end) return {size, true};
  if (part_ != Part::body && part_ != Part::chunk) return {take_line(bytes, size), false};
  const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(size, left_));
  left_ -= taken;
  if (left_ == 0) part_ = part_ == Part::chunk ? Part::chunk_end : Part::whole;
  return {taken, true};
}

void HttpResponse::end() {
  if (part_ == Part::body_to_end) part_ = Part::whole;
}

std::size_t HttpResponse::take_line(const unsigned char* bytes, std::size_t size) {
  const auto* end = static_cast<const unsigned char*>(std::memchr(bytes, '\n', size));
  const std::size_t taken = end == nullptr ? size : static_cast<std::size_t>(end - bytes) + 1;
  const bool is_in_one_piece = line_bytes_ == 0 && end != nullptr;
  if (!is_in_one_piece) keep(bytes, taken);
  line_bytes_ += static_cast<std::uint32_t>(taken);
  if (!is_chunk_line()) head_bytes_ += static_cast<std::uint32_t>(taken);
  const char* text = is_in_one_piece ? reinterpret_cast<const char*>(bytes) : line_.data();
  std::string_view line(text, std::min<std::size_t>(line_bytes_, longest_line));
  if (is_too_long() || speaks_something_else(line)) {
    malform();
  } else if (end != nullptr) {
    if (line_bytes_ <= longest_line) line.remove_suffix(1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    on_line(line);
    line_bytes_ = 0;
  }
  return taken;
}

// A body may have any number of chunks, so that their lines are bounded one by one.
bool HttpResponse::is_too_long() const {
  return is_chunk_line() ? line_bytes_ > longest_line : head_bytes_ > most_head_bytes;
}

// Told at the first byte: what is no HTTP may send no line's end, and wait.
bool HttpResponse::speaks_something_else(std::string_view line) const {
  return part_ == Part::status_line && line.substr(0, protocol_name.size()) != protocol_name.substr(0, line.size());
}

void HttpResponse::keep(const unsigned char* bytes, std::size_t size) {
  if (line_bytes_ >= longest_line) return;
  std::memcpy(line_.data() + line_bytes_, bytes, std::min<std::size_t>(size, longest_line - line_bytes_));
}

void HttpResponse::on_line(std::string_view line) {
  switch (part_) {
    case Part::status_line:
      return on_status_line(line);
    case Part::headers:
      return line.empty() ? on_head_end() : on_header(line);
    case Part::chunk_size:
      return on_chunk_size(line);
    case Part::chunk_end:
      part_ = line.empty() ? Part::chunk_size : Part::malformed;
      return;
    default:  // trailers
      if (line.empty()) part_ = Part::whole;
  }
}

// HTTP/1.1 200 OK, where the reason may be missing
void HttpResponse::on_status_line(std::string_view line) {
  constexpr std::size_t version_bytes = 8;
  constexpr std::size_t code_end = version_bytes + 4;
  std::uint64_t status = 0;
  const bool is_sound = line.size() >= code_end && line.substr(0, protocol_name.size()) == protocol_name &&
                        (line[7] == '0' || line[7] == '1') && line[version_bytes] == ' ' &&
                        parse(line.substr(version_bytes + 1, 3), 10, status) && status >= 100 && status != 101 &&
                        (line.size() == code_end || line[code_end] == ' ');
  if (!is_sound) return malform();
  status_ = static_cast<std::uint16_t>(status);
  keeps_connection_ = line[7] == '1';
  part_ = Part::headers;
}

void HttpResponse::on_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  const std::string_view name = line.substr(0, colon);
  if (colon == std::string_view::npos || name.empty() || name.find_first_of(spaces) != std::string_view::npos) {
    return malform();
  }
  const auto field = is_same(name, "content-length")      ? &HttpResponse::on_content_length
                     : is_same(name, "transfer-encoding") ? &HttpResponse::on_transfer_encoding
                     : is_same(name, "connection")        ? &HttpResponse::on_connection
                                                          : nullptr;
  if (field == nullptr) return;
  if (line_bytes_ > longest_line) return malform();
  (this->*field)(trimmed(line.substr(colon + 1)));
}

void HttpResponse::on_content_length(std::string_view value) {
  std::uint64_t length = 0;
  if (!parse(value, 10, length) || (has_length_ && length != left_)) return malform();
  has_length_ = true;
  left_ = length;
}

// A request that names no TE may be answered in no other coding.
void HttpResponse::on_transfer_encoding(std::string_view value) {
  if (is_chunked_ || !is_same(value, "chunked")) return malform();
  is_chunked_ = true;
}

void HttpResponse::on_connection(std::string_view value) {
  while (!value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    const std::string_view option = trimmed(value.substr(0, comma));
    says_close_ = says_close_ || is_same(option, "close");
    if (is_same(option, "keep-alive")) keeps_connection_ = true;
    value.remove_prefix(std::min(comma + 1, value.size()));
  }
}

void HttpResponse::on_head_end() {
  if (says_close_) keeps_connection_ = false;
  if (status_ < 200) return begin_head();
  if (status_ == 204 || status_ == 304) {
    part_ = Part::whole;
  } else if (is_chunked_) {
    part_ = has_length_ ? Part::malformed : Part::chunk_size;  // both: one of them is a lie
  } else if (has_length_) {
    part_ = left_ == 0 ? Part::whole : Part::body;
  } else {
    part_ = Part::body_to_end;
    keeps_connection_ = false;
  }
}

// 1a2b; extensions
void HttpResponse::on_chunk_size(std::string_view line) {
  if (!parse(trimmed(line.substr(0, line.find(';'))), 16, left_)) return malform();
  part_ = left_ == 0 ? Part::trailers : Part::chunk;
}

}  // namespace forkroad::load
