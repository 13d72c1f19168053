// The working session: it consumes nothing until the work is done, so answers come late but in order.
#include "services/work.h"

#include <time.h>

#include <utility>

namespace forkroad {
namespace {

std::chrono::nanoseconds thread_cpu_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

class WorkingSession final : public Session {
 public:
  WorkingSession(Output& output, std::unique_ptr<Session> inner, Work work)
      : output_(output), inner_(std::move(inner)), work_(work) {}

  std::size_t on_bytes(Bytes bytes) override {
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

 private:
  Output& output_;
  std::unique_ptr<Session> inner_;
  Work work_;
  bool has_waited_ = false;
};

}  // namespace

void burn_cpu(std::chrono::nanoseconds duration) {
  const auto end = thread_cpu_time() + duration;
  while (thread_cpu_time() < end) {
  }
}

Service with_work(Service service, Work work) {
  if (work.cpu.count() == 0 && work.wait.count() == 0) return service;
  return [service = std::move(service), work](Output& output) {
    return std::make_unique<WorkingSession>(output, service(output), work);
  };
}

}  // namespace forkroad
