// The working session: it consumes nothing until the work is done, so answers come late but in order.
#include "services/work.h"

#include <time.h>

#include <utility>

namespace forkroad {
namespace {

// A thread's own clock is a system call, 0.3 µs each; up to here the wall's does, which takes a tenth of that.
constexpr std::chrono::nanoseconds short_work = std::chrono::microseconds(20);

std::chrono::nanoseconds time_of(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

class WorkingSession final : public Session {
 public:
  WorkingSession(Output& output, std::unique_ptr<Session> inner, Work work)
      : output_(output), inner_(std::move(inner)), work_(work) {}

  std::size_t on_bytes(Bytes bytes) override {
    if (bytes.size < work_.from_bytes) return inner_->on_bytes(bytes);
    if (work_.wait.count() > 0 && !has_waited_) {
      has_waited_ = true;
      output_.pause_input();
      output_.resume_later(work_.wait);
      return 0;
    }
    has_waited_ = false;
    if (work_.cpu.count() > 0) burn_cpu(work_.cpu);
    return inner_->on_bytes(bytes);
  }
  void on_end() override { inner_->on_end(); }
  void on_deadline() override { inner_->on_deadline(); }

 private:
  Output& output_;
  std::unique_ptr<Session> inner_;
  Work work_;
  bool has_waited_ = false;
};

}  // namespace

void burn_cpu(std::chrono::nanoseconds duration) {
  const clockid_t clock = duration <= short_work ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID;
  const auto end = time_of(clock) + duration;
  while (time_of(clock) < end) {
  }
}

Service with_work(Service service, Work work) {
  if (work.cpu.count() == 0 && work.wait.count() == 0) return service;
  return [service = std::move(service), work](Output& output) {
    return std::make_unique<WorkingSession>(output, service(output), work);
  };
}

}  // namespace forkroad
