// Starting and joining the threads, and summing over them.
#include "load/engine.h"

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
    case Mode::burst:
      return make_burst(run, index);
    default:
      return make_closed_loop(run, index);
  }
}

}  // namespace

Engine::Engine(const Options& options) : run_(options) {
  for (std::uint32_t i = 0; i < options.threads; i++) workers_.push_back(make_worker(run_, i));
  run_.warm_up.count_with([this] {
    std::uint64_t sum = 0;
    for (const auto& worker : workers_) sum += worker->tally().all_messages.get();
    return sum;
  });
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
  for (const auto& worker : workers_) sum.add(worker->tally());
}

}  // namespace forkroad::load
