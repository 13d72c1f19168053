// Opening and closing the windows of the warm-up, and telling of each.
#include "load/warm-up.h"

#include <string>

#include "load/events.h"

namespace forkroad::load {

bool WarmUp::start(std::int64_t now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (has_started_) return false;
  has_started_ = true;
  started_ns_ = opened_ns_ = now;
  count_at_start_ = count_at_opening_ = count();
  tell_event(options_.events_fd, "warm-up-start", "", now);
  next_ns_ = now + options_.warm_up_window.count();
  return true;
}

void WarmUp::close_window(std::int64_t now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (now < next_ns() || report_.is_over) return;
  next_ns_ = now + options_.warm_up_window.count();
  const std::uint64_t counted = count();
  if (counted - count_at_opening_ >= options_.warm_up_messages) add_window(counted, now);
}

void WarmUp::add_window(std::uint64_t counted, std::int64_t now) {
  const WarmUpWindow window{counted - count_at_opening_, now - opened_ns_};
  const auto index = static_cast<std::uint32_t>(report_.windows.size());
  const std::string rest = R"(,"index":)" + std::to_string(index) + R"(,"messages":)" + std::to_string(window.messages);
  tell_event(options_.events_fd, "warm-up-edge", rest, now);
  report_.windows.push_back(window);
  count_at_opening_ = counted;
  opened_ns_ = now;
  if (options_.on_warm_up) options_.on_warm_up(window.messages, window.length_ns);
}

// What is left is a window of its own when it is long enough to have a rate, or there is no other.
void WarmUp::end(std::int64_t now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::uint64_t counted = count();
  const bool is_long = now - opened_ns_ >= options_.warm_up_window.count() / 2;
  const bool is_only = report_.windows.empty() && now - opened_ns_ > 0 && options_.warm_up.count() > 0;
  if (is_long || is_only) add_window(counted, now);
  next_ns_ = std::numeric_limits<std::int64_t>::max();
  report_.is_over = true;
  report_.messages = counted - count_at_start_;
  report_.length_ns = now - started_ns_;
}

WarmUp::Report WarmUp::report() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return report_;
}

}  // namespace forkroad::load
