// Reading a histogram: merging over threads; percentiles are taken from its buckets, in src/load/latency-histogram.ts.
#include "load/histogram.h"

#include <algorithm>

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

double Histogram::value_of(std::size_t bucket) {
  constexpr std::size_t per_doubling = 1U << precision_bits;
  if (bucket < 2 * per_doubling) return static_cast<double>(bucket);
  const std::size_t shift = (bucket >> precision_bits) - 1;
  const std::uint64_t lowest = (bucket - (shift << precision_bits)) << shift;
  return static_cast<double>(lowest) + static_cast<double>(1ULL << shift) / 2;
}

}  // namespace forkroad::load
