// When a run starts and why it ends.
#include "load/run.h"

#include <string>

#include "load/events.h"

namespace forkroad::load {
namespace {

// A Node process takes about 0.2 s to boot; a whole second without a further connection served means there is none.
constexpr std::int64_t quiet_ns = 1'000'000'000;

void tell_edge(const Options& options, std::uint32_t edge, std::int64_t now) {
  if (edge == 0) return tell_event(options.events_fd, "window-start", "", now);
  if (edge == options.windows) return tell_event(options.events_fd, "window-end", "", now);
  tell_event(options.events_fd, "window-edge", R"(,"index":)" + std::to_string(edge), now);
}

std::unique_ptr<Protocol> protocol_of(const Options& options) {
  return options.service == Service::http_echo ? make_http_protocol(options) : make_echo_protocol(options);
}

}  // namespace

Run::Run(const Options& options)
    : options(options),
      target(options.host, options.port, connects_per_message(options.mode)),
      pattern(options.size),
      protocol(protocol_of(options)),
      warm_up(this->options),
      live_(options.connections),
      awaited_(options.connections + options.idle) {}

void Run::begin(std::int64_t now) {
  begun_ns_ = now;
  if (connects_per_message(options.mode)) start(now);
}

void Run::served_first(std::int64_t now) {
  served_.fetch_add(1);
  last_served_ns_.store(now);
  start_when_ready(now);
}

void Run::lost_one(std::int64_t now, bool is_silent) {
  awaited_.fetch_sub(1);
  if (!is_silent && live_.fetch_sub(1) == 1) end(Ending::lost);
  start_when_ready(now);
}

void Run::late_one() {
  if (late_.fetch_add(1) + 1 >= live_.load() && served_.load() == 0) end(Ending::unanswered);
}

void Run::unanswered_at_end(std::uint32_t late) {
  if (late > 0 && stuck_.fetch_add(late) + late >= live_.load()) end(Ending::lost);
}

void Run::start_when_ready(std::int64_t now) {
  if (start_ns() != 0) return;
  const std::uint32_t served = served_.load();
  const bool is_late = now - begun_ns_ > options.timeout.count();
  if (served == 0) {
    if (is_late) end(Ending::unanswered);
    return;
  }
  if (is_late || served >= awaited_.load() || now - last_served_ns_.load() > quiet_ns) start(now);
}

void Run::start(std::int64_t now) {
  if (warm_up.start(now)) start_ns_.store(now);
}

std::int64_t Run::edge_ns(std::uint32_t edge) const {
  if (edge == 0) return is_warm_.load(std::memory_order_relaxed) ? start_ns() : start_ns() + options.warm_up.count();
  return opened_ns_.load() + options.duration.count() / options.windows * edge;
}

void Run::pass_edge(std::uint32_t edge, std::int64_t now) {
  std::int64_t not_yet = 0;
  if (edge == 0) opened_ns_.compare_exchange_strong(not_yet, now);
  if (!is_first_at(edge)) return;
  if (edge == 0) warm_up.end(now);
  tell_edge(options, edge, now);
  if (options.on_edge) options.on_edge(edge);
}

bool Run::is_held(std::int64_t closed_ns, std::int64_t now) const {
  if (ending() != Ending::running || is_released_.load(std::memory_order_relaxed)) return false;
  return now - closed_ns < options.hold.count();
}

bool Run::is_first_at(std::uint32_t edge) {
  std::uint32_t next = next_to_announce_.load();
  while (next <= edge) {
    if (next_to_announce_.compare_exchange_weak(next, edge + 1)) return true;
  }
  return false;
}

void Run::end(Ending why) {
  Ending running = Ending::running;
  ending_.compare_exchange_strong(running, why);
}

}  // namespace forkroad::load
