// HttpResponse: an HTTP/1.x response as it comes, in pieces of any size, without allocation and without keeping its
// body.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace forkroad::load {

/// Understands what frames a response: status, Content-Length, Transfer-Encoding: chunked, Connection, the connection's
/// end. Interim responses (100 Continue) are skipped. Lines may end in LF alone; all else that RFC 9112 forbids is
/// malformed.
class HttpResponse {
 public:
  struct Piece {
    std::size_t bytes;
    bool is_body;
  };

  void begin();
  /// Takes the next piece of what has come: how many of the bytes it is, and whether they belong to the body. To be
  /// called until all bytes are taken, or the response is whole or malformed.
  Piece take(const unsigned char* bytes, std::size_t size);
  /// The connection has ended: a body that lasts until then is whole.
  void end();

  bool is_whole() const { return part_ == Part::whole; }
  bool is_malformed() const { return part_ == Part::malformed; }
  bool is_success() const { return status_ >= 200 && status_ <= 299; }
  // Known once a piece of the body was taken, or all.
  std::uint16_t status() const { return status_; }
  bool keeps_connection() const { return keeps_connection_; }

  static constexpr std::size_t most_head_bytes =
      65536;                                        // status line, headers, interim responses and trailers together
  static constexpr std::size_t longest_line = 256;  // of a line that has a meaning here

 private:
  enum class Part : std::uint8_t {
    status_line,
    headers,
    body,
    body_to_end,
    chunk_size,
    chunk,
    chunk_end,
    trailers,
    whole,
    malformed
  };

  std::size_t take_line(const unsigned char* bytes, std::size_t size);
  void keep(const unsigned char* bytes, std::size_t size);
  bool is_too_long() const;
  bool speaks_something_else(std::string_view line) const;
  bool is_chunk_line() const { return part_ == Part::chunk_size || part_ == Part::chunk_end; }
  void on_line(std::string_view line);
  void on_status_line(std::string_view line);
  void on_header(std::string_view line);
  void on_content_length(std::string_view value);
  void on_transfer_encoding(std::string_view value);
  void on_connection(std::string_view value);
  void on_head_end();
  void on_chunk_size(std::string_view line);
  void begin_head();
  void malform() { part_ = Part::malformed; }

  Part part_ = Part::status_line;
  bool keeps_connection_ = true;
  bool is_chunked_ = false;
  bool has_length_ = false;
  bool says_close_ = false;
  std::uint16_t status_ = 0;
  std::uint32_t head_bytes_ = 0;
  std::uint64_t left_ = 0;               ///< of the body, or of its chunk
  std::uint32_t line_bytes_ = 0;         ///< of the line under way, its end included
  std::array<char, longest_line> line_;  ///< its beginning, kept only where it did not come in one piece
};

}  // namespace forkroad::load
