// The logger's thread: pass, nap while there is traffic, sleep while there is none, and its end.
#include "packet-log/logger.h"

#include <pthread.h>

#include <chrono>
#include <csignal>
#include <string>

namespace forkroad::packet_log {
namespace {

// Between passes. Spinning costs the server a fifth of its throughput on two cores, a longer nap fills the rings.
constexpr auto nap = std::chrono::microseconds(500);
// Past its patience, for a logger with much left to format; a thread still running then is stuck in write(2).
constexpr auto grace = std::chrono::seconds(2);

std::uint32_t kinds_of(const LoggerOptions& options) {
  return (options.format == Format::off ? 0U : packets_bit) | (options.quiet ? 0U : info_bit) |
         (options.debug ? debug_bit : 0U);
}

class AllSignalsBlocked {
 public:
  AllSignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  AllSignalsBlocked(const AllSignalsBlocked&) = delete;
  AllSignalsBlocked& operator=(const AllSignalsBlocked&) = delete;
  ~AllSignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

}  // namespace

Logger::Logger(Region& region, const LoggerOptions& options)
    : region_(region),
      sink_(options.output_fd, deadline_ns_),
      drain_(region, make_formatter(options.format, options.who), sink_) {
  // The thread inherits the mask: the process's signals go to its other threads, a broken pipe's to nobody.
  const AllSignalsBlocked while_it_starts;
  thread_ = std::thread([this] { run(); });
  region_.recorded_kinds.store(kinds_of(options));
}

void Logger::run() {
  pthread_setname_np(pthread_self(), "log");
  // The last pass begins after stop() was called, so what was recorded before the call is before its cutoff.
  for (bool is_last = false; !is_last;) {
    is_last = is_stopping_.load();
    const bool found = drain_.pass();
    if (!is_last) rest(found);
  }
  finish();
  const std::lock_guard lock(mutex_);
  has_ended_ = true;
  ended_.notify_all();
}

void Logger::rest(bool found) {
  if (found) {
    std::this_thread::sleep_for(nap);
    return;
  }
  region_.logger_sleeps.store(1);
  if (!drain_.has_work() && !is_stopping_.load()) sleep_until_woken(region_);
  region_.logger_sleeps.store(0);
}

void Logger::finish() {
  const bool ends_whole = drain_.give_up();
  const Totals all = totals();
  if (!ends_whole || all.dropped == 0) return;
  drain_.say("Packet log: " + std::to_string(all.dropped) + " of " + std::to_string(all.recorded) + " records dropped");
}

bool Logger::stop(int patience_ms) {
  region_.recorded_kinds.store(0);
  const auto patience = std::chrono::milliseconds(patience_ms);
  deadline_ns_ = monotonic_ns() + static_cast<std::uint64_t>(std::chrono::nanoseconds(patience).count());
  is_stopping_ = true;
  wake_logger(region_);
  {
    std::unique_lock lock(mutex_);
    if (!ended_.wait_for(lock, patience + grace, [this] { return has_ended_; })) {
      thread_.detach();
      return false;
    }
  }
  thread_.join();
  return true;
}

}  // namespace forkroad::packet_log
