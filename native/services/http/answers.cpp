// Composing answers: a status line, the fields, the body.
#include "services/http/answers.h"

#include <charconv>
#include <cstring>

#include "services/http/date.h"

namespace forkroad::http {
namespace {

std::string_view status_line(Status status) {
  switch (status) {
    case Status::ok:
      return "HTTP/1.1 200 OK\r\n";
    case Status::bad_request:
      return "HTTP/1.1 400 Bad Request\r\n";
    case Status::request_timeout:
      return "HTTP/1.1 408 Request Timeout\r\n";
    case Status::content_too_large:
      return "HTTP/1.1 413 Content Too Large\r\n";
    case Status::uri_too_long:
      return "HTTP/1.1 414 URI Too Long\r\n";
    case Status::expectation_failed:
      return "HTTP/1.1 417 Expectation Failed\r\n";
    case Status::fields_too_large:
      return "HTTP/1.1 431 Request Header Fields Too Large\r\n";
    case Status::not_implemented:
      return "HTTP/1.1 501 Not Implemented\r\n";
    case Status::version_not_supported:
      return "HTTP/1.1 505 HTTP Version Not Supported\r\n";
  }
  return {};
}

std::string_view connection_field(Persistence persistence) {
  switch (persistence) {
    case Persistence::by_default:
      return {};
    case Persistence::keep_alive:
      return "\r\nConnection: keep-alive";
    case Persistence::close:
      return "\r\nConnection: close";
  }
  return {};
}

}  // namespace

// A body is nobody's page: without a type, a browser would guess one, and run what it takes for a script.
void Answers::add_echo(Bytes body, bool is_head, Persistence persistence) {
  add_head(Status::ok, body.size, persistence);
  if (!is_head) add({body.data, body.size});
}

void Answers::add_refusal(Status status) {
  add_head(status, 0, Persistence::close);
}

void Answers::add_continue() {
  add("HTTP/1.1 100 Continue\r\n\r\n");
}

void Answers::add_head(Status status, std::size_t content_length, Persistence persistence) {
  char digits[20];
  const char* const end = std::to_chars(digits, digits + sizeof digits, content_length).ptr;
  add(status_line(status));
  add("Content-Type: application/octet-stream\r\nDate: ");
  add(date_now());
  add("\r\nContent-Length: ");
  add({digits, static_cast<std::size_t>(end - digits)});
  add(connection_field(persistence));
  add("\r\n\r\n");
}

void Answers::add(std::string_view text) {
  if (size_ + text.size() > capacity) write();
  if (text.size() > capacity) {
    output_.write({text.data(), text.size()});
  } else if (!text.empty()) {
    std::memcpy(buffer_.data() + size_, text.data(), text.size());
    size_ += text.size();
  }
}

void Answers::write() {
  if (size_ > 0) output_.write({buffer_.data(), size_});
  size_ = 0;
}

}  // namespace forkroad::http
