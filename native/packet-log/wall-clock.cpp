// Reading the wall clock, and writing it in UTC with microseconds.
#include "packet-log/wall-clock.h"

#include <cstring>
#include <ctime>

#include "packet-log/ring.h"

namespace forkroad::packet_log {
namespace {

constexpr std::uint64_t ns_per_second = 1'000'000'000;

}  // namespace

std::uint64_t wall_clock_offset_ns() noexcept {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * ns_per_second + static_cast<std::uint64_t>(now.tv_nsec) -
         monotonic_ns();
}

char* TimeText::put(char* out, std::uint64_t wall_ns) {
  const std::uint64_t second = wall_ns / ns_per_second;
  if (second != second_) {
    second_ = second;
    const auto seconds = static_cast<std::time_t>(second);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::strftime(prefix_, sizeof prefix_, "%Y-%m-%dT%H:%M:%S.", &utc);
  }
  std::memcpy(out, prefix_, prefix_size);
  auto microseconds = static_cast<std::uint32_t>(wall_ns % ns_per_second / 1000);
  for (int digit = prefix_size + 5; digit >= prefix_size; --digit, microseconds /= 10) {
    out[digit] = static_cast<char>('0' + microseconds % 10);
  }
  out[prefix_size + 6] = 'Z';
  return out + prefix_size + 7;
}

}  // namespace forkroad::packet_log
