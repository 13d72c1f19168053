// BoundedQueue: a queue between threads that put and threads that take, with room for so many and no more.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace forkroad {

/// Any thread. One mutex; whoever finds it full or empty sleeps until that has changed.
template <typename Item>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

  /// Waits while it is full; false once it is closed. Where one thread alone puts, the room is there until it does: so
  /// it can wait before it has what it puts.
  bool wait_for_room() {
    std::unique_lock lock(mutex_);
    has_room_.wait(lock, [this] { return is_closed_ || items_.size() < capacity_; });
    return !is_closed_;
  }

  /// Waits while it is full. How many there are then, this one included; 0 once it is closed: the item is dropped.
  std::size_t put(Item item) {
    std::unique_lock lock(mutex_);
    has_room_.wait(lock, [this] { return is_closed_ || items_.size() < capacity_; });
    if (is_closed_) return 0;
    items_.push_back(std::move(item));
    const std::size_t depth = items_.size();
    lock.unlock();
    has_item_.notify_one();
    return depth;
  }

  /// Waits while it is empty. The oldest; nothing once it is closed and empty.
  std::optional<Item> take() {
    std::unique_lock lock(mutex_);
    has_item_.wait(lock, [this] { return is_closed_ || !items_.empty(); });
    if (items_.empty()) return std::nullopt;
    std::optional<Item> item(std::move(items_.front()));
    items_.pop_front();
    lock.unlock();
    has_room_.notify_one();
    return item;
  }

  /// Nothing more can be put; what is there can still be taken.
  void close() {
    {
      const std::lock_guard lock(mutex_);
      is_closed_ = true;
    }
    has_room_.notify_all();
    has_item_.notify_all();
  }

 private:
  const std::size_t capacity_;
  std::mutex mutex_;  // guards all that follows
  std::condition_variable has_room_;
  std::condition_variable has_item_;
  std::deque<Item> items_;
  bool is_closed_ = false;
};

}  // namespace forkroad
