// LineReader: takes one line after the other off bytes that come in any pieces.
#pragma once
#include <string>
#include <string_view>

#include "services/session.h"

namespace forkroad::http {

/// Holds a line only while its end has not come; a line that came whole is a view of the bytes it came in.
class LineReader {
 public:
  enum class Result { line, needs_more, malformed, too_long };

  /// Takes a line and its CRLF off the front of the bytes. `most_bytes` is for the two together; a line that is longer
  /// is told as soon as that is certain, and in the same way however it is cut.
  Result take(Bytes& bytes, std::size_t most_bytes);
  /// The line that `take` told of, without its CRLF; until the next call, and as long as those bytes are there.
  std::string_view line() const { return line_; }
  bool is_empty() const { return held_.empty(); }

 private:
  std::string held_;
  std::string_view line_;
  bool is_whole_ = false;  // what is held has been told
};

}  // namespace forkroad::http
