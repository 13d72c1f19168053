// Times as people read them: 2026-11-21T06:38:29.123456Z.
#pragma once
#include <cstdint>

namespace forkroad::packet_log {

/// What to add to CLOCK_MONOTONIC to get the wall clock's nanoseconds since the epoch.
std::uint64_t wall_clock_offset_ns() noexcept;

/// Writes times; remembers the current second's text. One thread.
class TimeText {
 public:
  /// 27 characters. Returns their end.
  char* put(char* out, std::uint64_t wall_ns);

 private:
  static constexpr int prefix_size = 20;  // "2026-11-21T06:38:29."

  std::uint64_t second_ = ~std::uint64_t{0};
  char prefix_[prefix_size + 1];
};

}  // namespace forkroad::packet_log
