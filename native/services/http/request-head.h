// RequestHead: what a request's first line and fields say that an echo must know; it keeps none of their bytes.
#pragma once
#include <cstdint>
#include <string_view>

#include "services/http/status.h"

namespace forkroad::http {

/// Lines are given without their CRLF, in order. Whatever a proxy in front could read in another way is refused.
class RequestHead {
 public:
  Status add_request_line(std::string_view line);
  Status add_field(std::string_view line);
  /// After the last field: what only all of them together can tell.
  Status finish();

  bool is_head() const { return is_head_; }
  bool is_http_1_0() const { return is_http_1_0_; }
  bool keeps_alive() const { return asks_keep_alive_ && !asks_close_; }
  bool expects_continue() const { return expects_continue_; }
  bool is_chunked() const { return is_chunked_; }
  std::uint64_t content_length() const { return content_length_; }

  /// The line of a trailer field, which is checked and dropped.
  static bool is_field(std::string_view line);

 private:
  Status add_version(std::string_view version);
  Status add_host(std::string_view value);
  Status add_content_length(std::string_view value);
  Status add_transfer_encoding(std::string_view value);
  Status add_connection(std::string_view value);
  Status add_expect(std::string_view value);

  std::uint64_t content_length_ = 0;
  bool is_head_ = false;
  bool is_http_1_0_ = false;
  bool asks_keep_alive_ = false;
  bool asks_close_ = false;
  bool expects_continue_ = false;
  bool expects_else_ = false;
  bool is_chunked_ = false;
  bool has_unknown_coding_ = false;
  bool has_transfer_encoding_ = false;
  bool has_content_length_ = false;
  bool has_host_ = false;
};

}  // namespace forkroad::http
