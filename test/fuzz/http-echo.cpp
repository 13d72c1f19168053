// libFuzzer's target: any bytes given to a session of http-echo, whole and cut into pieces, must be answered alike.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "http-conversation.h"

namespace {

using forkroad::http::Conversation;
using forkroad::http::without_dates;

// An input's last two bytes say how it is cut: so a request in the corpus can be read, and written by hand.
constexpr std::size_t seed_bytes = 2;
constexpr std::size_t smallest_request_bytes = 18;  // GET / HTTP/1.0 and two ends of lines
constexpr std::size_t most_answer_bytes = 256;      // without its body, 100 Continue included

/// Pieces of 1 to `most` bytes, by a linear congruential generator.
std::vector<std::string_view> cut(std::string_view text, std::size_t most, std::uint32_t seed) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    seed = seed * 1664525 + 1013904223;
    pieces.push_back(text.substr(0, 1 + (seed >> 16) % most));
    text.remove_prefix(pieces.back().size());
  }
  return pieces;
}

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name for it
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < seed_bytes) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size - seed_bytes);
  const std::uint32_t seed = data[size - 2] << 8 | data[size - 1];
  const std::size_t most = std::size_t{1} << (seed % 8);
  Conversation in_pieces;
  in_pieces.hold(cut(text, most, seed));
  require(in_pieces.is_closed, "after its peer's end the session closes");
  require(in_pieces.has_consumed_all, "the session leaves no bytes with the connection");
  const std::size_t most_requests = 1 + text.size() / smallest_request_bytes;
  require(in_pieces.answers.size() <= text.size() + most_answer_bytes * most_requests, "answers are bounded");
  Conversation whole;
  whole.hold({text});
  require(without_dates(whole.answers) == without_dates(in_pieces.answers),
          "where the bytes are cut makes no difference");
  return 0;
}
