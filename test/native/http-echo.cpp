// http-echo without sockets: which requests it accepts and refuses, however their bytes are cut; its limits and times.
#include <doctest/doctest.h>

#include <algorithm>

#include "http-conversation.h"
#include "services/http/date.h"

namespace {

using forkroad::http::Conversation;
using forkroad::http::without_dates;

std::string answers_to(const std::string& text, std::size_t piece_size) {
  Conversation conversation;
  for (std::size_t at = 0; at < text.size(); at += piece_size) conversation.say(text.substr(at, piece_size));
  conversation.end();
  CHECK(conversation.has_consumed_all);
  CHECK(conversation.is_closed);
  return without_dates(conversation.answers);
}

std::string answers_in_two(const std::string& text, std::size_t cut) {
  Conversation conversation;
  conversation.say(text.substr(0, cut));
  conversation.say(text.substr(cut));
  conversation.end();
  return without_dates(conversation.answers);
}

/// The statuses of all answers, "200 400"; what is no answer in it is a body.
std::string statuses(const std::string& answers) {
  std::string list;
  for (std::size_t at = answers.find("HTTP/1.1 "); at != std::string::npos; at = answers.find("HTTP/1.1 ", at + 1)) {
    list += (list.empty() ? "" : " ") + answers.substr(at + 9, 3);
  }
  return list;
}

struct Case {
  const char* name;
  std::string request;
  const char* statuses;
};

const std::string host = "Host: a\r\n";
const std::string get = "GET / HTTP/1.1\r\n";
const std::string post = "POST / HTTP/1.1\r\n" + host;
const std::string chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
const std::string whole = get + host + "\r\n";
// NOLINTNEXTLINE(bugprone-string-literal-with-embedded-nul): it is the case
const std::string nul("\0", 1);

const std::vector<Case> cases = {
    {"a request without a body", whole, "200"},
    {"three at once", whole + whole + whole, "200 200 200"},
    {"empty lines before a request", "\r\n\r\n" + whole + "\r\n", "200"},
    {"a body by length", post + "Content-Length: 5\r\n\r\nhello", "200"},
    {"a length of zeros", post + "Content-Length: 00000000000000000000005\r\n\r\nhello", "200"},
    {"a body in chunks", chunked + "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n" + whole, "200 200"},
    {"chunk extensions", chunked + "5;a;b=c;d=\"e \\\" f\"\r\nhello\r\n0;z\r\n\r\n", "200"},
    {"trailers", chunked + "0\r\nA: b\r\nContent-Length: 7\r\n\r\n" + whole, "200 200"},
    {"a coding in capitals", post + "Transfer-Encoding:\tCHUNKED \r\n\r\n0\r\n\r\n", "200"},
    {"100-continue", post + "Expect: 100-continue\r\nContent-Length: 1\r\n\r\nx", "100 200"},
    {"100-continue, and no body to wait for", get + host + "Expect: 100-continue\r\n\r\n" + whole, "200 200"},
    {"OPTIONS *", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n", "200"},
    {"a whole URI", "GET http://a/b HTTP/1.1\r\n" + host + "\r\n", "200"},
    {"a method of its own", "FROB / HTTP/1.1\r\n" + host + "\r\n", "200"},
    {"a later minor version", "GET / HTTP/1.2\r\n" + host + "\r\n", "200"},
    {"nothing after close", get + host + "Connection: close\r\n\r\n" + whole, "200"},
    {"nothing after close among others", get + host + "Connection: foo, Close\r\n\r\n" + whole, "200"},
    {"HTTP/1.0 ends", "GET / HTTP/1.0\r\n\r\n" + whole, "200"},
    {"HTTP/1.0 that stays", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + whole, "200 200"},
    {"the peer's end within a line", whole + "GET / HT", "200 400"},
    {"the peer's end within a body", post + "Content-Length: 5\r\n\r\nhell", "400"},
    {"the peer's end within a chunk", chunked + "5\r\nhell", "400"},
    {"the end is no chunk", chunked + "0\r\n", "400"},
    {"length and coding", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},
    {"two lengths", post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "400"},
    {"one length twice", post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", "400"},
    {"a list of lengths", post + "Content-Length: 5, 5\r\n\r\nhello", "400"},
    {"a length with a sign", post + "Content-Length: +5\r\n\r\nhello", "400"},
    {"a length in hex", post + "Content-Length: 0x5\r\n\r\nhello", "400"},
    {"no length", post + "Content-Length: \r\n\r\n", "400"},
    {"a length of 20 digits", post + "Content-Length: 99999999999999999999\r\n\r\n", "400"},
    {"a length of 64 bits", post + "Content-Length: 18446744073709551615\r\n\r\n", "413"},
    {"one byte more than may be", post + "Content-Length: 1048577\r\n\r\n", "413"},
    {"a space before the colon", post + "Content-Length : 5\r\n\r\nhello", "400"},
    {"a folded line", post + "A: b\r\n c\r\n\r\n", "400"},
    {"a bare LF", "GET / HTTP/1.1\n" + host + "\r\n", "400"},
    {"a bare LF after fields", get + host + "\n", "400"},
    {"a bare CR", get + "Host: a\rB: c\r\n\r\n", "400"},
    {"CR CR LF", get + "Host: a\r\r\n\r\n", "400"},
    {"NUL in a value", get + host + "A: b" + nul + "\r\n\r\n", "400"},
    {"NUL in a name", get + host + "A" + nul + ": b\r\n\r\n", "400"},
    {"no name", get + host + ": b\r\n\r\n", "400"},
    {"no colon", get + host + "A\r\n\r\n", "400"},
    {"chunked not last", post + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", "400"},
    {"chunked twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},
    {"a coding we have not", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "501"},
    {"nearly chunked", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "501"},
    {"a coding and nothing after its comma", post + "Transfer-Encoding: chunked,\r\n\r\n0\r\n\r\n", "400"},
    {"no coding", post + "Transfer-Encoding:\r\n\r\n", "400"},
    {"a coding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},
    {"a chunk's size that overflows", chunked + "10000000000000005\r\nhello\r\n0\r\n\r\n", "400"},
    {"a chunk's size of 64 bits", chunked + "FFFFFFFFFFFFFFFF\r\n", "413"},
    {"a chunk's size with 0x", chunked + "0x5\r\nhello\r\n0\r\n\r\n", "400"},
    {"a chunk's size with a sign", chunked + "-5\r\nhello\r\n0\r\n\r\n", "400"},
    {"a chunk's size and a space", chunked + "5 \r\nhello\r\n0\r\n\r\n", "400"},
    {"a chunk longer than its size", chunked + "4\r\nhello\r\n0\r\n\r\n", "400"},
    {"a chunk that ends with LF", chunked + "5\r\nhello\n0\r\n\r\n", "400"},
    {"a bad extension", chunked + "5;=\r\nhello\r\n0\r\n\r\n", "400"},
    {"a quote without end", chunked + "5;a=\"b\r\nhello\r\n0\r\n\r\n", "400"},
    {"a bad trailer", chunked + "0\r\nA : b\r\n\r\n", "400"},
    {"no host", get + "\r\n", "400"},
    {"two hosts", get + host + host + "\r\n", "400"},
    {"a host with a space", get + "Host: a b\r\n\r\n", "400"},
    {"no target", "GET  HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"a target with a space", "GET /a b HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"GET *", "GET * HTTP/1.1\r\n" + host + "\r\n", "400"},
    {"no version", "GET /\r\n\r\n", "400"},
    {"a version in small letters", "GET / http/1.1\r\n" + host + "\r\n", "400"},
    {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505"},
    {"HTTP/0.9 by its name", "GET / HTTP/0.9\r\n\r\n", "505"},
    {"CONNECT", "CONNECT a:1 HTTP/1.1\r\n" + host + "\r\n", "501"},
    {"an expectation we have not", post + "Expect: more\r\n\r\n", "417"},
    {"TLS", "\x16\x03\x01\x02\r\n\r\n", "400"},
};

}  // namespace

TEST_CASE("http: what is accepted and what is refused, whole and byte by byte") {
  for (const Case& each : cases) {
    CAPTURE(each.name);
    const std::string answers = answers_to(each.request, each.request.size());
    CHECK(statuses(answers) == each.statuses);
    CHECK(answers_to(each.request, 1) == answers);
  }
}

TEST_CASE("http: where the bytes are cut makes no difference") {
  for (const Case& each : cases) {
    CAPTURE(each.name);
    const std::string answers = answers_to(each.request, each.request.size());
    for (std::size_t cut = 1; cut < each.request.size(); ++cut) {
      CAPTURE(cut);
      CHECK(answers_in_two(each.request, cut) == answers);
    }
  }
}

TEST_CASE("http: the answer is the body, with its length") {
  const std::string type = "Content-Type: application/octet-stream\r\nContent-Length: ";
  const auto answer = [&](const std::string& rest) { return "HTTP/1.1 200 OK\r\n" + type + rest; };
  const auto answers = [](const std::string& text) { return answers_to(text, text.size()); };
  CHECK(answers(whole) == answer("0\r\n\r\n"));
  CHECK(answers(post + "Content-Length: 5\r\n\r\nhello") == answer("5\r\n\r\nhello"));
  CHECK(answers(chunked + "5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nA: b\r\n\r\n") == answer("11\r\n\r\nhello world"));
  CHECK(answers("HEAD / HTTP/1.1\r\n" + host + "Content-Length: 5\r\n\r\nhello") == answer("5\r\n\r\n"));
  CHECK(answers(get + host + "Connection: close\r\n\r\n") == answer("0\r\nConnection: close\r\n\r\n"));
  const std::string stays = "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n";
  CHECK(answers(stays) == answer("0\r\nConnection: keep-alive\r\n\r\n"));
  const std::string refusal = "HTTP/1.1 400 Bad Request\r\n" + type + "0\r\nConnection: close\r\n\r\n";
  CHECK(answers("nonsense\r\n") == refusal);
}

TEST_CASE("http: limits, to the byte") {
  const std::string rest = get + host + "A: \r\n\r\n";
  const auto with_head_of = [&](std::size_t bytes) {
    return get + host + "A: " + std::string(bytes - rest.size(), 'a') + "\r\n\r\n";
  };
  const std::size_t most_head = 16 * 1024;
  const std::size_t most_body = 1024 * 1024;
  const auto told = [](const std::string& text) {
    const std::string answers = answers_to(text, text.size());
    for (const std::size_t piece : {1, 7, 4096}) CHECK(answers_to(text, static_cast<std::size_t>(piece)) == answers);
    return statuses(answers);
  };
  CHECK(told(with_head_of(most_head)) == "200");
  CHECK(told(with_head_of(most_head + 1)) == "431");
  CHECK(told("GET /" + std::string(most_head, 'a') + " HTTP/1.1\r\n") == "414");
  CHECK(told(std::string(most_head, 'a')) == "400");
  CHECK(told(std::string(most_head + 1, 'a')) == "414");
  const std::string body(most_body, 'b');
  CHECK(told(post + "Content-Length: 1048576\r\n\r\n" + body) == "200");
  CHECK(told(chunked + "100000\r\n" + body + "\r\n0\r\n\r\n") == "200");
  CHECK(told(chunked + "100000\r\n" + body + "\r\n1\r\n") == "413");
  CHECK(told(chunked + "0;" + std::string(most_head, 'e') + "\r\n\r\n") == "413");
  CHECK(told(chunked + "0\r\nA: " + std::string(most_head, 'e') + "\r\n\r\n") == "431");
}

TEST_CASE("http: the extensions of all chunks together are limited") {
  std::string text = chunked;
  for (int i = 0; i < 20; ++i) text += "1;" + std::string(1000, 'e') + "\r\nx\r\n";
  CHECK(statuses(answers_to(text, text.size())) == "413");
  CHECK(statuses(answers_to(text, 1)) == "413");
}

TEST_CASE("http: requests that came together are answered by one write") {
  Conversation conversation;
  std::string batch;
  for (int i = 0; i < 64; ++i) batch += whole;
  conversation.say(batch);
  CHECK(conversation.writes == 1);
  conversation.say(batch);
  CHECK(conversation.writes == 2);
}

TEST_CASE("http: a request's time begins with its first byte; between requests another one runs") {
  using std::chrono::seconds;
  Conversation conversation;
  CHECK(conversation.deadlines.back() == seconds(120));
  conversation.say("GET / HT");
  CHECK(conversation.deadlines.back() == seconds(60));
  const std::size_t count = conversation.deadlines.size();
  conversation.say("TP/1.1\r\n");
  CHECK(conversation.deadlines.size() == count);
  conversation.say(host + "\r\n");
  CHECK(conversation.deadlines.back() == seconds(120));
  conversation.say(whole + "G");
  CHECK(conversation.deadlines.back() == seconds(60));
  conversation.run_out_of_time();
  CHECK(statuses(conversation.answers) == "200 200 408");
  CHECK(conversation.is_closed);
}

TEST_CASE("http: a client that is silent for too long is left without a word") {
  Conversation conversation;
  conversation.run_out_of_time();
  CHECK(conversation.answers.empty());
  CHECK(conversation.is_closed);
}

TEST_CASE("http: dates, leap years among them") {
  const auto date = [](std::time_t seconds) {
    std::string text(29, '\0');
    forkroad::http::write_date(seconds, text.data());
    return text;
  };
  CHECK(date(0) == "Thu, 01 Jan 1970 00:00:00 GMT");
  CHECK(date(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(date(951827696) == "Tue, 29 Feb 2000 12:34:56 GMT");
  CHECK(date(1709251199) == "Thu, 29 Feb 2024 23:59:59 GMT");
  CHECK(date(4107542400) == "Mon, 01 Mar 2100 00:00:00 GMT");
}
