// The line before each chunk of a body: its size, and extensions that are checked and dropped (RFC 9112 7.1).
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace forkroad::http {

struct ChunkSize {
  std::uint64_t bytes;
  std::size_t extension_bytes;  ///< of the line, behind the digits
};

/// Nothing where the line is none, or its size is no 64-bit number.
std::optional<ChunkSize> read_chunk_size(std::string_view line);

}  // namespace forkroad::http
