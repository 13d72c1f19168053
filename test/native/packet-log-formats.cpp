// The exact output of each format.
#include "packet-log/formats.h"

#include <string>

#include "packet-log-fixture.h"

namespace forkroad::packet_log {
namespace {

constexpr std::uint64_t noon_ns = 1'795'262'400'123'456'789;  // 2026-11-21T12:00:00.123456789Z

std::string formatted(Format format, bool who, Kind kind, const std::string& payload, std::uint32_t connection = 7) {
  std::string out(max_formatted(payload.size()), '?');
  const auto formatter = make_formatter(format, who);
  const char* end =
      formatter->format(out.data(), {kind, connection, noon_ns, {payload.data(), payload.size()}, 123, 124, "conn-7"});
  return out.substr(0, static_cast<std::size_t>(end - out.data()));
}

}  // namespace

TEST_CASE("hex prints what the C original prints") {
  CHECK(formatted(Format::hex, false, Kind::recv, "hello") ==
        "[PACKET] RECV: 68 65 6c 6c 6f\n[PACKET] RECV (ASCII): hello\n");
  CHECK(formatted(Format::hex, false, Kind::send, std::string("\0\xff\n~ ", 5)) ==
        "[PACKET] SEND: 00 ff 0a 7e 20\n[PACKET] SEND (ASCII): ...~ \n");
}

TEST_CASE("ascii prints one line") {
  CHECK(formatted(Format::ascii, false, Kind::recv, "hello") == "[PACKET] RECV: hello\n");
  CHECK(formatted(Format::ascii, false, Kind::send, "a\x7f\t\x80z") == "[PACKET] SEND: a...z\n");
}

TEST_CASE("off prints the texts alone") {
  CHECK(formatted(Format::off, false, Kind::recv, "hello").empty());
  CHECK(formatted(Format::off, false, Kind::info, "Server started on port 8081") ==
        "[INFO] Server started on port 8081\n");
}

TEST_CASE("texts are one line in every plain format") {
  for (const Format format : {Format::hex, Format::ascii, Format::off}) {
    CHECK(formatted(format, false, Kind::info, "New connection from 127.0.0.1:54931") ==
          "[INFO] New connection from 127.0.0.1:54931\n");
    CHECK(formatted(format, false, Kind::debug, "two\nlines, caf\xc3\xa9") == "[DEBUG] two.lines, caf\xc3\xa9\n");
  }
}

TEST_CASE("who adds process, thread and connection") {
  CHECK(formatted(Format::hex, true, Kind::recv, "hi") ==
        "[PACKET] (123/124 conn-7 #7) RECV: 68 69\n[PACKET] (123/124 conn-7 #7) RECV (ASCII): hi\n");
  CHECK(formatted(Format::ascii, true, Kind::send, "hi") == "[PACKET] (123/124 conn-7 #7) SEND: hi\n");
  CHECK(formatted(Format::off, true, Kind::info, "up", 0) == "[INFO] (123/124 conn-7) up\n");
}

TEST_CASE("json has fixed keys and escapes what must be") {
  CHECK(
      formatted(Format::json, false, Kind::recv, "hello") ==
      R"({"type":"packet","time":"2026-11-21T12:00:00.123456Z","direction":"recv","connection":7,"pid":123,"tid":124,)"
      R"("thread":"conn-7","bytes":5,"hex":"68656c6c6f","ascii":"hello"})"
      "\n");
  CHECK(
      formatted(Format::json, false, Kind::send, "\"\\\n") ==
      R"({"type":"packet","time":"2026-11-21T12:00:00.123456Z","direction":"send","connection":7,"pid":123,"tid":124,)"
      R"("thread":"conn-7","bytes":3,"hex":"225c0a","ascii":"\"\\."})"
      "\n");
  CHECK(formatted(Format::json, false, Kind::info, "a \"b\"\t\xc3\xa9", 0) ==
        R"({"type":"info","time":"2026-11-21T12:00:00.123456Z","connection":null,"pid":123,"tid":124,)"
        R"("thread":"conn-7","message":"a \"b\"\u0009)"
        "\xc3\xa9\"}\n");
}

TEST_CASE("the largest payload of the worst bytes fits") {
  for (const Format format : {Format::hex, Format::ascii, Format::json}) {
    for (const Kind kind : {Kind::recv, Kind::debug}) {
      const std::string out = formatted(format, true, kind, std::string(max_payload, '\x01'));
      CHECK(out.size() <= max_formatted(max_payload));
      CHECK(out.back() == '\n');
    }
  }
}

TEST_CASE("printable text of every length, around the steps of sixteen") {
  for (std::size_t size = 1; size < 70; ++size) {
    std::string payload(size, 'x');
    payload[size / 2] = '\x02';
    std::string expected(size, 'x');
    expected[size / 2] = '.';
    CHECK(formatted(Format::ascii, false, Kind::recv, payload) == "[PACKET] RECV: " + expected + "\n");
  }
}

}  // namespace forkroad::packet_log
