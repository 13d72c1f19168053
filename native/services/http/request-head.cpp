// Reading a request's first line and fields, strictly: RFC 9112 2 to 6.
#include "services/http/request-head.h"

#include <limits>

#include "services/http/characters.h"

namespace forkroad::http {
namespace {

struct Field {
  std::string_view name;
  std::string_view value;
};

// A space before the colon, and a line that continues the one before (obs-fold), fail as a name that is no token.
bool split_field(std::string_view line, Field& field) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  field = {line.substr(0, colon), trimmed(line.substr(colon + 1))};
  return fits(field.name, Place::token) && fits(field.value, Place::field_value);
}

// RFC 9112 3.2: a path, a whole URI as proxies get it, or `*`, which is for OPTIONS.
bool is_target(std::string_view target, std::string_view method) {
  if (!fits(target, Place::target)) return false;
  if (target.front() == '/') return true;
  if (target == "*") return method == "OPTIONS";
  const std::size_t scheme = target.find("://");
  const std::string_view name = target.substr(0, scheme);
  return scheme != std::string_view::npos && target.size() > scheme + 3 &&
         (equals(name, "http") || equals(name, "https"));
}

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

}  // namespace

Status RequestHead::add_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (first == 0 || second == std::string_view::npos || second == first + 1) return Status::bad_request;
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, second - first - 1);
  if (!fits(method, Place::token)) return Status::bad_request;
  const Status version = add_version(line.substr(second + 1));
  if (version != Status::ok) return version;
  if (method == "CONNECT") return Status::not_implemented;
  is_head_ = method == "HEAD";
  return is_target(target, method) ? Status::ok : Status::bad_request;
}

// A higher minor version than ours is to be served as ours is (RFC 9110 2.5).
Status RequestHead::add_version(std::string_view version) {
  constexpr std::string_view name = "HTTP/";
  if (version.size() != name.size() + 3 || version.substr(0, name.size()) != name) return Status::bad_request;
  const char major = version[name.size()];
  const char minor = version[name.size() + 2];
  if (!is_digit(major) || version[name.size() + 1] != '.' || !is_digit(minor)) return Status::bad_request;
  if (major != '1') return Status::version_not_supported;
  is_http_1_0_ = minor == '0';
  asks_keep_alive_ = !is_http_1_0_;
  return Status::ok;
}

bool RequestHead::is_field(std::string_view line) {
  Field field;
  return split_field(line, field);
}

Status RequestHead::add_field(std::string_view line) {
  Field field;
  if (!split_field(line, field)) return Status::bad_request;
  const auto& [name, value] = field;
  if (equals(name, "host")) return add_host(value);
  if (equals(name, "connection")) return add_connection(value);
  if (equals(name, "content-length")) return add_content_length(value);
  if (equals(name, "transfer-encoding")) return add_transfer_encoding(value);
  if (equals(name, "expect")) return add_expect(value);
  return Status::ok;
}

Status RequestHead::add_host(std::string_view value) {
  if (has_host_ || !fits(value, Place::host)) return Status::bad_request;
  has_host_ = true;
  return Status::ok;
}

// Any second length is refused, an equal one or a list too: RFC 9110 8.6 leaves the choice, and this one cannot be
// wrong.
Status RequestHead::add_content_length(std::string_view value) {
  if (has_content_length_ || value.empty()) return Status::bad_request;
  has_content_length_ = true;
  constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
  for (const char byte : value) {
    if (!is_digit(byte)) return Status::bad_request;
    const auto digit = static_cast<std::uint64_t>(byte - '0');
    if (content_length_ > (largest - digit) / 10) return Status::bad_request;
    content_length_ = content_length_ * 10 + digit;
  }
  return Status::ok;
}

// `chunked` must be the last coding and there only once; which others there are is told after the last field.
Status RequestHead::add_transfer_encoding(std::string_view value) {
  has_transfer_encoding_ = true;
  if (value.empty() || value.back() == ',') return Status::bad_request;
  do {
    const std::string_view coding = next_element(value);
    if (is_chunked_ || coding.empty()) return Status::bad_request;
    is_chunked_ = equals(coding, "chunked");
    has_unknown_coding_ = has_unknown_coding_ || !is_chunked_;
  } while (!value.empty());
  return Status::ok;
}

Status RequestHead::add_connection(std::string_view value) {
  while (!value.empty()) {
    const std::string_view option = next_element(value);
    if (equals(option, "close")) asks_close_ = true;
    if (equals(option, "keep-alive")) asks_keep_alive_ = true;
  }
  return Status::ok;
}

// RFC 9110 10.1.1: HTTP/1.0 has no expectations.
Status RequestHead::add_expect(std::string_view value) {
  if (is_http_1_0_) return Status::ok;
  expects_continue_ = equals(value, "100-continue");
  expects_else_ = expects_else_ || !expects_continue_;
  return Status::ok;
}

Status RequestHead::finish() {
  if (!has_host_ && !is_http_1_0_) return Status::bad_request;
  if (has_transfer_encoding_ && (has_content_length_ || is_http_1_0_)) return Status::bad_request;
  if (has_unknown_coding_) return Status::not_implemented;
  if (expects_else_) return Status::expectation_failed;
  return Status::ok;
}

}  // namespace forkroad::http
