// A body goes back as it comes, so that nothing is kept but the beginning of a head.
#include "load/http-answer.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace forkroad::load {
namespace {

constexpr std::string_view head_end = "\r\n\r\n";
constexpr std::string_view length_name = "\r\nContent-Length: ";
constexpr std::string_view answer_name = "HTTP/1.1 200 OK\r\nContent-Length: ";
constexpr std::string_view close_line = "\r\nConnection: close";

void append(std::vector<unsigned char>& to, std::string_view text) {
  to.insert(to.end(), text.begin(), text.end());
}

}  // namespace

bool HttpAnswer::take(const unsigned char* bytes, std::size_t size, std::vector<unsigned char>& answer) {
  std::size_t taken = 0;
  while (taken < size) {
    if (body_left_ > 0) {
      const std::size_t body = std::min(body_left_, size - taken);
      answer.insert(answer.end(), bytes + taken, bytes + taken + body);
      body_left_ -= body;
      taken += body;
      continue;
    }
    const std::size_t before = head_.size();
    head_.append(reinterpret_cast<const char*>(bytes) + taken, size - taken);
    const std::size_t end = head_.find(head_end, before < head_end.size() ? 0 : before - head_end.size());
    if (end == std::string::npos) return false;
    head_.resize(end + head_end.size());
    taken += head_.size() - before;
    begin(answer);
  }
  return is_last_ && body_left_ == 0;
}

void HttpAnswer::begin(std::vector<unsigned char>& answer) {
  const std::size_t length = head_.find(length_name);
  if (length != std::string::npos) body_left_ = std::strtoull(head_.data() + length + length_name.size(), nullptr, 10);
  is_last_ = head_.find(close_line) != std::string::npos;
  append(answer, answer_name);
  append(answer, std::to_string(body_left_));
  if (is_last_) append(answer, close_line);
  append(answer, head_end);
  head_.clear();
}

}  // namespace forkroad::load
