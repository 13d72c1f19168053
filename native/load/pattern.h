// Pattern: the bytes of every message, cut from one random block, so that nothing is generated while measuring.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace forkroad::load {

class Pattern {
 public:
  explicit Pattern(std::size_t message_bytes);

  /// Two messages of one connection that are fewer than `span` apart start at different places of the block, and so do
  /// equally numbered messages of two connections: a byte from elsewhere is noticed, but for chance (1/256 per byte).
  const unsigned char* message(std::uint32_t connection, std::uint64_t number) const {
    return block_.data() + (connection * connection_step + number * message_step) % span;
  }

  static constexpr std::uint64_t span = 8191;  // prime, so that no step shortens the cycle; fits the first-level cache

 private:
  static constexpr std::uint64_t connection_step = 4051;
  static constexpr std::uint64_t message_step = 1013;

  std::vector<unsigned char> block_;
};

}  // namespace forkroad::load
