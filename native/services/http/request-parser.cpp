// The stages of a request: its lines, its body by length or in chunks, its trailers; and their limits.
#include "services/http/request-parser.h"

#include <algorithm>

#include "services/http/chunk-size.h"

namespace forkroad::http {
namespace {

constexpr std::size_t most_head_bytes = 16 * 1024;       // request line, fields and trailers; Node's default
constexpr std::size_t most_extension_bytes = 16 * 1024;  // of a body's chunks together; Node's
constexpr std::size_t most_body_bytes = 1024 * 1024;     // nginx's default
constexpr std::size_t most_size_digits = 16;  // of a chunk: 64 bits; leading zeros take their room from extensions
constexpr std::size_t crlf_bytes = 2;

}  // namespace

RequestParser::Event RequestParser::parse(Bytes& bytes) {
  if (stage_ == Stage::complete) start_next();
  while (stage_ != Stage::failed) {
    if (stage_ == Stage::body || stage_ == Stage::chunk) {
      if (!take_body(bytes)) return Event::needs_more;
    } else {
      bool needs_more = false;
      const Status status = take_line(bytes, needs_more);
      if (status != Status::ok) return fail(status);
      if (needs_more) return Event::needs_more;
    }
    if (tells_continue_) {
      tells_continue_ = false;
      return Event::expects_continue;
    }
    if (stage_ == Stage::complete) return Event::complete;
  }
  return Event::failed;
}

bool RequestParser::is_within_request() const {
  return stage_ != Stage::complete && (stage_ != Stage::request_line || !lines_.is_empty());
}

// What a body has held is given back: between two requests a connection is to cost next to nothing.
void RequestParser::start_next() {
  stage_ = Stage::request_line;
  head_ = RequestHead();
  head_bytes_ = 0;
  extension_bytes_ = 0;
  body_ = {nullptr, 0};
  if (!held_body_.empty()) std::string().swap(held_body_);
}

RequestParser::Event RequestParser::fail(Status status) {
  stage_ = Stage::failed;
  failure_ = status;
  return Event::failed;
}

Status RequestParser::take_line(Bytes& bytes, bool& needs_more) {
  const std::size_t most = most_line_bytes();
  switch (lines_.take(bytes, most)) {
    case LineReader::Result::line:
      return on_line(lines_.line());
    case LineReader::Result::too_long:
      return too_long();
    case LineReader::Result::malformed:
      return Status::bad_request;
    case LineReader::Result::needs_more:
      needs_more = true;
  }
  return Status::ok;
}

std::size_t RequestParser::most_line_bytes() const {
  if (stage_ == Stage::chunk_end) return crlf_bytes;
  if (stage_ == Stage::chunk_size) return most_size_digits + most_extension_bytes - extension_bytes_ + crlf_bytes;
  return most_head_bytes - head_bytes_;
}

Status RequestParser::too_long() const {
  if (stage_ == Stage::chunk_end) return Status::bad_request;
  if (stage_ == Stage::chunk_size) return Status::content_too_large;
  return stage_ == Stage::request_line ? Status::uri_too_long : Status::fields_too_large;
}

Status RequestParser::on_line(std::string_view line) {
  switch (stage_) {
    case Stage::request_line:
      return on_request_line(line);
    case Stage::fields:
      return on_field(line);
    case Stage::chunk_size:
      return on_chunk_size(line);
    case Stage::chunk_end:
      stage_ = Stage::chunk_size;
      return Status::ok;  // empty: no other line is as short as it may be
    default:
      return on_trailer(line);
  }
}

// An empty line before a request is skipped (RFC 9112 2.2); it counts as part of the head, so that there is an end to
// it.
Status RequestParser::on_request_line(std::string_view line) {
  head_bytes_ += line.size() + crlf_bytes;
  if (line.empty()) return Status::ok;
  stage_ = Stage::fields;
  return head_.add_request_line(line);
}

Status RequestParser::on_field(std::string_view line) {
  head_bytes_ += line.size() + crlf_bytes;
  return line.empty() ? on_end_of_head() : head_.add_field(line);
}

Status RequestParser::on_end_of_head() {
  const Status status = head_.finish();
  if (status != Status::ok) return status;
  if (head_.content_length() > most_body_bytes) return Status::content_too_large;
  missing_bytes_ = head_.content_length();
  stage_ = head_.is_chunked() ? Stage::chunk_size : missing_bytes_ > 0 ? Stage::body : Stage::complete;
  tells_continue_ = head_.expects_continue() && stage_ != Stage::complete;
  return Status::ok;
}

Status RequestParser::on_chunk_size(std::string_view line) {
  const auto size = read_chunk_size(line);
  if (!size) return Status::bad_request;
  const bool is_too_large = size->bytes > most_body_bytes - held_body_.size();
  if (is_too_large || size->extension_bytes > most_extension_bytes - extension_bytes_) return Status::content_too_large;
  extension_bytes_ += size->extension_bytes;
  missing_bytes_ = size->bytes;
  stage_ = missing_bytes_ > 0 ? Stage::chunk : Stage::trailers;
  return Status::ok;
}

Status RequestParser::on_trailer(std::string_view line) {
  head_bytes_ += line.size() + crlf_bytes;
  if (!line.empty()) return RequestHead::is_field(line) ? Status::ok : Status::bad_request;
  body_ = {held_body_.data(), held_body_.size()};
  stage_ = Stage::complete;
  return Status::ok;
}

/// False when more must come first.
bool RequestParser::take_body(Bytes& bytes) {
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size, missing_bytes_));
  const bool is_whole = stage_ == Stage::body && size == missing_bytes_ && held_body_.empty();
  const Bytes taken{bytes.data, size};
  if (!is_whole) held_body_.append(taken.data, taken.size);
  bytes = {bytes.data + size, bytes.size - size};
  missing_bytes_ -= size;
  if (missing_bytes_ > 0) return false;
  if (stage_ == Stage::chunk) {
    stage_ = Stage::chunk_end;
  } else {
    body_ = is_whole ? taken : Bytes{held_body_.data(), held_body_.size()};
    stage_ = Stage::complete;
  }
  return true;
}

}  // namespace forkroad::http
