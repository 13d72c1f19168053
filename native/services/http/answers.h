// Answers: the answers to what came in one read, written together: pipelined requests cost one write.
#pragma once
#include <array>
#include <string_view>

#include "services/http/status.h"
#include "services/session.h"

namespace forkroad::http {

/// What an answer says of the connection: nothing, which is the version's default, or that it stays or ends.
enum class Persistence { by_default, keep_alive, close };

/// Lives on the stack for the time of one `on_bytes`; what does not fit is written at once.
class Answers {
 public:
  explicit Answers(Output& output) : output_(output) {}

  /// 200 with this body; of an answer to HEAD only the length is told.
  void add_echo(Bytes body, bool is_head, Persistence persistence);
  /// Another status, without a body; the connection is to be closed after it.
  void add_refusal(Status status);
  void add_continue();
  void write();

 private:
  void add_head(Status status, std::size_t content_length, Persistence persistence);
  void add(std::string_view text);

  static constexpr std::size_t capacity = 16 * 1024;
  Output& output_;
  std::size_t size_ = 0;
  std::array<char, capacity> buffer_;  // not initialised: what no answer touches costs nothing
};

}  // namespace forkroad::http
