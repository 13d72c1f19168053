// HTTP responses taken apart however they come: in one piece, at each split, byte by byte; and what is none.
#include "load/http-response.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace forkroad::load {
namespace {

struct Outcome {
  bool is_whole = false;
  bool is_malformed = false;
  bool keeps_connection = false;
  int status = 0;
  std::size_t taken = 0;
  std::string body;

  bool operator==(const Outcome& other) const {
    return is_whole == other.is_whole && is_malformed == other.is_malformed && status == other.status &&
           keeps_connection == other.keeps_connection && taken == other.taken && body == other.body;
  }
};

void feed(HttpResponse& response, std::string_view text, Outcome& outcome) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t at = 0;
  while (at < text.size() && !response.is_whole() && !response.is_malformed()) {
    const HttpResponse::Piece piece = response.take(bytes + at, text.size() - at);
    if (piece.is_body) outcome.body.append(text.substr(at, piece.bytes));
    at += piece.bytes;
  }
  outcome.taken += at;
}

/// What comes of these parts, and of the connection's end after them.
Outcome outcome_of(const std::vector<std::string_view>& parts, bool ends = false) {
  HttpResponse response;
  response.begin();
  Outcome outcome;
  for (const std::string_view part : parts) {
    const std::string copy(part);  // so that reading beyond a part is noticed
    feed(response, copy, outcome);
  }
  if (ends) response.end();
  outcome.is_whole = response.is_whole();
  outcome.is_malformed = response.is_malformed();
  outcome.keeps_connection = response.keeps_connection();
  outcome.status = response.status();
  return outcome;
}

Outcome byte_by_byte(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t i = 0; i < text.size(); i++) parts.push_back(text.substr(i, 1));
  return outcome_of(parts);
}

std::string with_header(const std::string& line) {
  return "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + line + "\r\n\r\n";
}

}  // namespace

TEST_CASE("a response is the same however it is split") {
  for (const std::string& text : {
           std::string("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nServer: any\r\n\r\nhello"),
           std::string("HTTP/1.1 200 OK\r\nconTENT-length:   5  \r\nX:\r\n\r\nhello"),
           std::string("HTTP/1.0 200\nContent-Length: 5\n\nhello"),
           std::string(
               "HTTP/1.1 200 OK\r\ntransfer-ENCODING: Chunked\r\n\r\n3;a=b\r\nhel\r\n2 \r\nlo\r\n0\r\nA: b\r\n\r\n"),
           std::string("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
           "HTTP/1.1 200 OK\r\nLong: " + std::string(2000, 'x') + "\r\nContent-Length: 5\r\n\r\nhello",
       }) {
    const Outcome whole = outcome_of({text});
    CHECK(whole.is_whole);
    CHECK(whole.status == 200);
    CHECK(whole.taken == text.size());
    CHECK(whole.body == "hello");
    for (std::size_t at = 1; at < text.size(); at++) {
      const std::string_view view = text;
      CHECK(outcome_of({view.substr(0, at), view.substr(at)}) == whole);
      CHECK_FALSE(outcome_of({view.substr(0, at)}).is_whole);
    }
    CHECK(byte_by_byte(text) == whole);
  }
}

TEST_CASE("what comes after a response is left") {
  const std::string one = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab";
  CHECK(outcome_of({one + one}).taken == one.size());
  CHECK(outcome_of({"HTTP/1.1 204 No Content\r\n\r\nx"}).taken == 27);
  CHECK(outcome_of({"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\nx"}).taken == 48);
}

TEST_CASE("a body without a length lasts until the connection ends") {
  const std::string text = "HTTP/1.1 200 OK\r\n\r\nhello";
  CHECK_FALSE(outcome_of({text}).is_whole);
  const Outcome ended = outcome_of({text}, true);
  CHECK(ended.is_whole);
  CHECK(ended.body == "hello");
  CHECK_FALSE(ended.keeps_connection);
  CHECK_FALSE(outcome_of({"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello"}, true).is_whole);
  CHECK_FALSE(outcome_of({"HTTP/1.1 200 OK\r\n"}, true).is_whole);
}

TEST_CASE("who keeps the connection") {
  CHECK(outcome_of({with_header("A: b")}).keeps_connection);
  CHECK_FALSE(outcome_of({with_header("Connection: close")}).keeps_connection);
  CHECK_FALSE(outcome_of({with_header("connection: foo ,\tCLOSE")}).keeps_connection);
  CHECK_FALSE(outcome_of({with_header("Connection: close\r\nConnection: keep-alive")}).keeps_connection);
  CHECK(outcome_of({with_header("Connection: closer")}).keeps_connection);
  CHECK_FALSE(outcome_of({"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"}).keeps_connection);
  CHECK(outcome_of({"HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: Keep-Alive\r\n\r\n"}).keeps_connection);
}

TEST_CASE("a response can follow another") {
  HttpResponse response;
  for (const char* text :
       {"HTTP/1.1 503 Busy\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\ny"}) {
    response.begin();
    Outcome outcome;
    feed(response, text, outcome);
    CHECK(response.is_whole());
    CHECK(response.is_success() == (outcome.body == "y"));
    CHECK(response.keeps_connection() == response.is_success());
  }
}

TEST_CASE("what is no response is told, at each split alike") {
  const std::string head = "HTTP/1.1 200 OK\r\n";
  const std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
  for (const std::string& text : {
           std::string("hello\n"),
           std::string("\r\n\r\n"),
           std::string("HTTP/2 200 OK\r\n"),
           std::string("HTTP/1.2 200 OK\r\n"),
           std::string("HTTP/1.1  200 OK\r\n"),
           std::string("HTTP/1.1 20 OK\r\n"),
           std::string("HTTP/1.1 2000 OK\r\n"),
           std::string("HTTP/1.1 099 OK\r\n"),
           std::string("HTTP/1.1 101 Switching Protocols\r\n"),
           head + "no colon\r\n",
           head + ": no name\r\n",
           head + "Content-Length : 5\r\n",
           head + "A: b\r\n folded\r\n",
           head + "Content-Length: \r\n",
           head + "Content-Length: 5x\r\n",
           head + "Content-Length: -5\r\n",
           head + "Content-Length: 99999999999999999999\r\n",
           head + "Content-Length: 5\r\nContent-Length: 6\r\n",
           head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
           head + "Transfer-Encoding: gzip, chunked\r\n",
           head + "Connection: " + std::string(HttpResponse::longest_line, ' ') + "close\r\n",
           chunked + "g\r\n",
           chunked + "\r\n",
           chunked + "-1\r\n",
           chunked + "1\r\nxx\r\n",
           chunked + "1000000000000000\r\n",
           chunked + "1;" + std::string(HttpResponse::longest_line, 'e') + "\r\n",
       }) {
    INFO(text);
    CHECK(outcome_of({text}).is_malformed);
    CHECK(byte_by_byte(text).is_malformed);
    for (std::size_t at = 1; at < text.size(); at++) {
      CHECK(outcome_of({std::string_view(text).substr(0, at), std::string_view(text).substr(at)}).is_malformed);
    }
  }
}

TEST_CASE("another protocol is told by its first byte, before a line has ended") {
  CHECK(outcome_of({"P"}).is_malformed);
  CHECK(outcome_of({"HTTP/2"}).is_malformed);
  CHECK_FALSE(outcome_of({"HTTP/1"}).is_malformed);
}

TEST_CASE("heads that do not end are bounded, bodies of many chunks are not") {
  const auto endless = [](const std::string& first, const std::string& next) {
    HttpResponse response;
    response.begin();
    Outcome outcome;
    feed(response, first, outcome);
    while (outcome.taken < 4 * HttpResponse::most_head_bytes && !response.is_malformed()) feed(response, next, outcome);
    return outcome.taken;
  };
  const std::size_t most = HttpResponse::most_head_bytes + 64;
  CHECK(endless("HTTP/1.1 200 OK\r\n", "A: b\r\n") <= most);
  CHECK(endless("HTTP/1.1 200 OK\r\n", "x") <= most);
  CHECK(endless("HTTP/1.1 200 ", "x") <= most);
  CHECK(endless("", "HTTP/1.1 100 Continue\r\n\r\n") <= most);
  CHECK(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "A: b\r\n") <= most);
  CHECK(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n") > most);
}

}  // namespace forkroad::load
