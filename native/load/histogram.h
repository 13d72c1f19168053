// Histogram: log-linear counts of durations, at most 1 % wide each; written by one thread, readable by any meanwhile.
#pragma once
#include <array>
#include <cstdint>
#include <optional>

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
  /// Nothing where the samples do not reach: the quantile q needs 1 / (1 − q) of them.
  std::optional<double> percentile_ns(double quantile) const;
  std::optional<double> max_ns() const;

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
