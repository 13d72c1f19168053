// The bounded queue: in order, never deeper than its bound, and an end that loses nothing.
#include "serving/bounded-queue.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace {

using forkroad::BoundedQueue;

}  // namespace

TEST_CASE("queue: the oldest comes first, and whoever puts is told how many there are") {
  BoundedQueue<std::unique_ptr<int>> queue(3);
  for (int i = 1; i <= 3; ++i) CHECK(queue.put(std::make_unique<int>(i)) == static_cast<std::size_t>(i));
  for (int i = 1; i <= 3; ++i) CHECK(**queue.take() == i);
}

TEST_CASE("queue: full, it takes no more until there is room") {
  BoundedQueue<int> queue(2);
  CHECK(queue.put(1) == 1);
  CHECK(queue.wait_for_room());
  CHECK(queue.put(2) == 2);
  std::atomic<bool> has_put{false};
  std::thread putting([&] {
    CHECK(queue.wait_for_room());
    CHECK(queue.put(3) == 2);
    has_put = true;
  });
  CHECK_FALSE(has_put);
  CHECK(queue.take() == 1);
  putting.join();
  CHECK(queue.take() == 2);
  CHECK(queue.take() == 3);
}

TEST_CASE("queue: closed, it wakes all who wait, and gives what it still has") {
  BoundedQueue<int> queue(1);
  std::vector<std::thread> waiting;
  CHECK(queue.put(1) == 1);
  waiting.emplace_back([&] { CHECK_FALSE(queue.wait_for_room()); });
  waiting.emplace_back([&] { CHECK(queue.put(2) == 0); });
  queue.close();
  for (std::thread& thread : waiting) thread.join();
  CHECK(queue.put(3) == 0);
  CHECK(queue.take() == 1);
  CHECK_FALSE(queue.take());

  BoundedQueue<int> empty(1);
  std::thread taker([&] { CHECK_FALSE(empty.take()); });
  empty.close();
  taker.join();
}

TEST_CASE("queue: many put and many take: each item comes once, and it is never deeper than its bound") {
  constexpr int threads = 4;
  constexpr int each = 2000;
  constexpr std::size_t bound = 3;
  BoundedQueue<int> queue(bound);
  std::vector<std::atomic<int>> seen(static_cast<std::size_t>(threads * each));
  std::atomic<std::size_t> deepest{0};
  std::vector<std::thread> putting;
  std::vector<std::thread> taking;
  for (int thread = 0; thread < threads; ++thread) {
    putting.emplace_back([&, thread] {
      for (int i = 0; i < each; ++i) {
        const std::size_t depth = queue.put(thread * each + i);
        if (depth > deepest) deepest = depth;
      }
    });
    taking.emplace_back([&] {
      while (const std::optional<int> item = queue.take()) ++seen[static_cast<std::size_t>(*item)];
    });
  }
  for (std::thread& thread : putting) thread.join();
  queue.close();
  for (std::thread& thread : taking) thread.join();
  CHECK(std::all_of(seen.begin(), seen.end(), [](const std::atomic<int>& times) { return times == 1; }));
  CHECK(deepest >= 1);
  CHECK(deepest <= bound);
}
