// Histogram: log-linear counts of durations, at most 1 % wide each; written by one thread, readable by any meanwhile.
#pragma once
#include <array>
#include <cstdint>

#include "load/count.h"

namespace forkroad::load {

class Histogram {
 public:
  /// Called by the owning thread only.
  void record(std::int64_t nanoseconds) {
    const std::uint64_t value = nanoseconds < 0 ? 0 : static_cast<std::uint64_t>(nanoseconds);
    buckets_[bucket_of(value)].add(1);
    if (value > max_.get()) max_.set(value);
  }
  /// Adds another's counts to this one's. The other may be written meanwhile.
  void merge(const Histogram& other);

  std::uint64_t samples() const;
  std::uint64_t max_ns() const { return max_.get(); }
  /// Calls `visit(value_ns, count)` for each bucket that is not empty, in rising order.
  template <typename Visit>
  void each_bucket(Visit visit) const {
    for (std::size_t i = 0; i < size; i++) {
      if (const std::uint64_t count = buckets_[i].get(); count > 0) visit(value_of(i), count);
    }
  }

  static std::size_t bucket_of(std::uint64_t value) {
    if (value > largest) value = largest;
    const int exponent = 63 - __builtin_clzll(value | 1);
    const int shift = exponent > precision_bits ? exponent - precision_bits : 0;
    return (static_cast<std::size_t>(shift) << precision_bits) + (value >> shift);
  }
  /// The middle of a bucket.
  static double value_of(std::size_t bucket);

 private:
  static constexpr int precision_bits = 7;                                  // 128 buckets per doubling: 0.8 % wide
  static constexpr int largest_exponent = 41;                               // 73 minutes in nanoseconds
  static constexpr std::uint64_t largest = (2ULL << largest_exponent) - 1;  // what is longer counts as this
  static constexpr std::size_t size = (largest_exponent - precision_bits + 2) << precision_bits;

  std::array<Count, size> buckets_;
  Count max_;
};

}  // namespace forkroad::load
