// Starting and joining the threads, and summing over them.
#include "load/engine.h"

#include <algorithm>
#include <system_error>
#include <thread>

#include "load/modes.h"

namespace forkroad::load {
namespace {

std::unique_ptr<Worker> make_worker(Run& run, std::uint32_t index) {
  switch (run.options.mode) {
    case Mode::open_loop:
      return make_open_loop(run, index);
    case Mode::churn:
      return make_churn(run, index);
    default:
      return make_closed_loop(run, index);
  }
}

void add(Count& sum, const Count& part) {
  sum.add(part.get());
}

}  // namespace

Engine::Engine(const Options& options) : run_(options) {
  for (std::uint32_t i = 0; i < options.threads; i++) workers_.push_back(make_worker(run_, i));
}

void Engine::run() {
  std::vector<std::thread> threads;
  threads.reserve(workers_.size());
  run_.begin(now_ns());
  try {
    for (const auto& worker : workers_) threads.emplace_back([&worker] { worker->run(); });
  } catch (const std::system_error&) {
    stop();
    for (std::thread& thread : threads) thread.join();
    throw;
  }
  for (std::thread& thread : threads) thread.join();
  run_.end(Ending::finished);
}

void Engine::sum_into(Tally& sum) const {
  for (const auto& worker : workers_) {
    const Tally& part = worker->tally();
    sum.latency.merge(part.latency);
    sum.send_lag.merge(part.send_lag);
    add(sum.messages, part.messages);
    add(sum.unanswered, part.unanswered);
    add(sum.cpu_ns, part.cpu_ns);
    sum.window_ns.set(std::max(sum.window_ns.get(), part.window_ns.get()));
    for (std::size_t i = 0; i < sum.errors.size(); i++) add(sum.errors[i], part.errors[i]);
    add(sum.established, part.established);
    add(sum.served, part.served);
    add(sum.all_messages, part.all_messages);
    add(sum.bytes_sent, part.bytes_sent);
    add(sum.bytes_received, part.bytes_received);
  }
}

}  // namespace forkroad::load
