// http-echo: HTTP/1.1; the answer to a request is its body.
#include "registry.h"
#include "services/http/answers.h"
#include "services/http/request-parser.h"
#include "services/session.h"

namespace forkroad {
namespace {

using http::Answers;
using http::Persistence;
using http::RequestHead;
using http::RequestParser;
using http::Status;

constexpr auto request_time = std::chrono::seconds(60);  // from a request's first byte to its last; nginx's and Node's
constexpr auto idle_time = std::chrono::seconds(120);    // between two requests, or before the first

Persistence persistence_of(const RequestHead& head) {
  if (!head.keeps_alive()) return Persistence::close;
  return head.is_http_1_0() ? Persistence::keep_alive : Persistence::by_default;
}

class HttpEcho final : public Session {
 public:
  explicit HttpEcho(Output& output) : output_(output) { output_.set_deadline(idle_time); }

  /// Leaves nothing: what is held of a request is the parser's.
  std::size_t on_bytes(Bytes bytes) override {
    const std::size_t size = bytes.size;
    Answers answers(output_);
    while (answer_next(bytes, answers)) {
    }
    answers.write();
    if (is_closing_) {
      output_.close();
    } else {
      limit_time();
    }
    return size;
  }

  void on_end() override {
    if (parser_.is_within_request()) return refuse(Status::bad_request);
    output_.close();
  }

  void on_deadline() override {
    if (parser_.is_within_request()) return refuse(Status::request_timeout);
    output_.close();
  }

 private:
  /// False when more bytes must come first, or none are wanted any more.
  bool answer_next(Bytes& bytes, Answers& answers) {
    switch (parser_.parse(bytes)) {
      case RequestParser::Event::needs_more:
        return false;
      case RequestParser::Event::expects_continue:
        answers.add_continue();
        return true;
      case RequestParser::Event::complete: {
        const Persistence persistence = persistence_of(parser_.head());
        answers.add_echo(parser_.body(), parser_.head().is_head(), persistence);
        is_closing_ = persistence == Persistence::close;
        is_timed_ = false;
        return !is_closing_;
      }
      case RequestParser::Event::failed:
        answers.add_refusal(parser_.failure());
        is_closing_ = true;
    }
    return false;
  }

  // A request's time does not begin again with each of its bytes.
  void limit_time() {
    const bool is_within = parser_.is_within_request();
    if (!is_within || !is_timed_) output_.set_deadline(is_within ? request_time : idle_time);
    is_timed_ = is_within;
  }

  void refuse(Status status) {
    Answers answers(output_);
    answers.add_refusal(status);
    answers.write();
    output_.close();
  }

  Output& output_;
  RequestParser parser_;
  bool is_timed_ = false;  // the deadline is that of the request that has begun
  bool is_closing_ = false;
};

const Registered<Service> registered{"http-echo", [](Output& output) { return std::make_unique<HttpEcho>(output); }};

}  // namespace
}  // namespace forkroad
