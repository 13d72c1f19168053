// The load client's histogram: at most 1 % off, every sample in a bucket, merged over threads.
#include "load/histogram.h"

#include <doctest/doctest.h>

#include <cmath>
#include <memory>

namespace forkroad::load {

TEST_CASE("a bucket's value is within 1 % of all that falls into it") {
  for (std::uint64_t value = 1; value < (1ULL << 42U); value += 1 + value / 97) {
    const double told = Histogram::value_of(Histogram::bucket_of(value));
    CHECK(std::abs(told - static_cast<double>(value)) <= 0.01 * static_cast<double>(value));
  }
}

TEST_CASE("buckets rise with the values, without a gap") {
  std::size_t last = 0;
  for (std::uint64_t value = 0; value < 100'000; value++) {
    const std::size_t bucket = Histogram::bucket_of(value);
    CHECK((bucket == last || bucket == last + 1));
    last = bucket;
  }
}

TEST_CASE("the buckets that are not empty come in rising order, with every sample") {
  const auto histogram = std::make_unique<Histogram>();
  for (std::int64_t i = 1; i <= 1000; i++) histogram->record(i * 1000);
  double last = -1;
  std::uint64_t samples = 0;
  histogram->each_bucket([&](double value_ns, std::uint64_t count) {
    CHECK(value_ns > last);
    CHECK(count > 0);
    last = value_ns;
    samples += count;
  });
  CHECK(samples == 1000);
  CHECK(histogram->samples() == 1000);
  CHECK(histogram->max_ns() == 1'000'000);
}

TEST_CASE("no value is too large or too small") {
  const auto histogram = std::make_unique<Histogram>();
  histogram->record(-5);
  histogram->record(INT64_MAX);
  CHECK(histogram->samples() == 2);
}

TEST_CASE("merging adds") {
  const auto one = std::make_unique<Histogram>();
  const auto other = std::make_unique<Histogram>();
  one->record(1000);
  other->record(3'000'000);
  one->merge(*other);
  CHECK(one->samples() == 2);
  CHECK(one->max_ns() == 3'000'000);
}

}  // namespace forkroad::load
