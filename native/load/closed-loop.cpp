// Closed loop: the next message follows the whole reply at once, with the reply's time as its own.
#include "load/modes.h"

namespace forkroad::load {
namespace {

class ClosedLoop final : public Worker {
 public:
  using Worker::Worker;

 private:
  void on_idle(Connection& connection) override { send(connection, now_); }
};

}  // namespace

std::unique_ptr<Worker> make_closed_loop(Run& run, std::uint32_t index) {
  return std::make_unique<ClosedLoop>(run, index);
}

}  // namespace forkroad::load
