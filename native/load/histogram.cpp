// Reading a histogram: merging over threads, and percentiles that stop where the samples do.
#include "load/histogram.h"

#include <algorithm>
#include <cmath>

namespace forkroad::load {

void Histogram::merge(const Histogram& other) {
  for (std::size_t i = 0; i < size; i++) buckets_[i].add(other.buckets_[i].get());
  max_.set(std::max(max_.get(), other.max_.get()));
}

std::uint64_t Histogram::samples() const {
  std::uint64_t sum = 0;
  for (const Count& bucket : buckets_) sum += bucket.get();
  return sum;
}

std::optional<double> Histogram::percentile_ns(double quantile) const {
  const auto count = static_cast<double>(samples());
  constexpr double rounding = 1e-9;  // 1 / (1 − 0.99) is a little more than 100
  if (count * (1 - quantile) < 1 - rounding) return std::nullopt;
  const auto rank = static_cast<std::uint64_t>(std::ceil(quantile * count - rounding));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < size; i++) {
    seen += buckets_[i].get();
    if (seen >= rank && seen > 0) return std::min(value_of(i), static_cast<double>(max_.get()));
  }
  return static_cast<double>(max_.get());
}

std::optional<double> Histogram::max_ns() const {
  if (samples() == 0) return std::nullopt;
  return static_cast<double>(max_.get());
}

double Histogram::value_of(std::size_t bucket) {
  constexpr std::size_t per_doubling = 1U << precision_bits;
  if (bucket < 2 * per_doubling) return static_cast<double>(bucket);
  const std::size_t shift = (bucket >> precision_bits) - 1;
  const std::uint64_t lowest = (bucket - (shift << precision_bits)) << shift;
  return static_cast<double>(lowest) + static_cast<double>(1ULL << shift) / 2;
}

}  // namespace forkroad::load
