// Count: a number that one thread writes and any thread may read, at the price of a plain one.
#pragma once
#include <atomic>
#include <cstdint>

namespace forkroad::load {

class Count {
 public:
  // A load and a store, no locked instruction: there is one writer.
  void add(std::uint64_t by) { set(get() + by); }
  void set(std::uint64_t value) { value_.store(value, std::memory_order_relaxed); }
  std::uint64_t get() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

}  // namespace forkroad::load
