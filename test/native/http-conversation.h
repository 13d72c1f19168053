// A session of http-echo with nobody at the other end: what it is told, and what it answers.
#pragma once
#include <chrono>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "registry.h"
#include "services/session.h"

namespace forkroad::http {

class Conversation final : public Output {
 public:
  Conversation() : session_(registry<Service>().at("http-echo")(*this)) {}
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  /// From memory of just that size, which is gone afterwards: a sanitizer sees who reads beyond it, or later.
  void say(std::string_view text) {
    if (is_closed) return;
    const std::unique_ptr<char[]> bytes(new char[text.size()]);
    std::memcpy(bytes.get(), text.data(), text.size());
    has_consumed_all = has_consumed_all && session_->on_bytes({bytes.get(), text.size()}) == text.size();
  }
  void end() {
    if (!is_closed) session_->on_end();
  }
  void hold(const std::vector<std::string_view>& pieces) {
    for (const std::string_view piece : pieces) say(piece);
    end();
  }
  void run_out_of_time() { session_->on_deadline(); }

  void write(Bytes bytes) override {
    answers.append(bytes.data, bytes.size);
    ++writes;
  }
  void close() override { is_closed = true; }
  void pause_input() override {}
  void resume_later(std::chrono::nanoseconds) override {}
  void set_deadline(std::chrono::nanoseconds delay) override { deadlines.push_back(delay); }

  std::string answers;
  int writes = 0;
  bool is_closed = false;
  bool has_consumed_all = true;
  std::vector<std::chrono::nanoseconds> deadlines;

 private:
  std::unique_ptr<Session> session_;
};

/// Answers that were given in different seconds compare equal.
inline std::string without_dates(std::string text) {
  constexpr std::string_view field = "\r\nDate: ";
  constexpr std::size_t value_size = 29;
  for (std::size_t at = text.find(field); at != std::string::npos; at = text.find(field, at + 1)) {
    text.erase(at, std::min(field.size() + value_size, text.size() - at));
  }
  return text;
}

}  // namespace forkroad::http
