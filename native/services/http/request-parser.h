// RequestParser: the requests of one connection, told one after the other, from bytes that come in any pieces.
#pragma once
#include <cstdint>
#include <string>

#include "services/http/line-reader.h"
#include "services/http/request-head.h"
#include "services/session.h"

namespace forkroad::http {

/// Strict HTTP/1.1 (RFC 9112). What it tells does not depend on where the bytes were cut. A small request that came
/// whole is parsed where it lies, without memory of its own; otherwise it holds a line or a body, both of limited size:
/// a body is held, and not passed on as it comes, because a client may send all of its own before it reads any of the
/// answer.
class RequestParser {
 public:
  enum class Event {
    needs_more,        ///< all bytes are consumed
    expects_continue,  ///< the client waits for 100 Continue before it sends the body
    complete,          ///< a request with all of its body
    failed,            ///< `failure` says why; there is nothing to parse after it
  };

  /// Consumes bytes from the front, up to the next event. Call again, also with none left, until it needs more.
  Event parse(Bytes& bytes);

  /// Of the request that is complete, until the next `parse`, and as long as the bytes it came in are there.
  const RequestHead& head() const { return head_; }
  Bytes body() const { return body_; }
  Status failure() const { return failure_; }
  /// A request has begun and is not complete.
  bool is_within_request() const;

 private:
  enum class Stage : std::uint8_t {
    request_line,
    fields,
    body,
    chunk_size,
    chunk,
    chunk_end,
    trailers,
    complete,
    failed
  };

  void start_next();
  Event fail(Status status);
  Status take_line(Bytes& bytes, bool& needs_more);
  std::size_t most_line_bytes() const;
  Status too_long() const;
  Status on_line(std::string_view line);
  Status on_request_line(std::string_view line);
  Status on_field(std::string_view line);
  Status on_end_of_head();
  Status on_chunk_size(std::string_view line);
  Status on_trailer(std::string_view line);
  bool take_body(Bytes& bytes);

  Stage stage_ = Stage::request_line;
  bool tells_continue_ = false;
  Status failure_ = Status::ok;
  RequestHead head_;
  LineReader lines_;
  std::size_t head_bytes_ = 0;       // of lines, trailers included
  std::size_t extension_bytes_ = 0;  // of all chunks
  std::uint64_t missing_bytes_ = 0;  // of the body, or of its chunk
  std::string held_body_;
  Bytes body_{nullptr, 0};
};

}  // namespace forkroad::http
