// Churn: connect, one message, the whole reply, our end, the server's end; then the next connection. A server that
// announces its end with the reply, as HTTP's does when it is asked to, goes first.
#include "load/modes.h"

namespace forkroad::load {
namespace {

constexpr std::int64_t pause_ns = 10'000'000;  // after a failure, so that a server that is gone is not hammered
constexpr std::uint32_t least_failures = 8;    // in a row, over all connections, before the server counts as gone

class Churn final : public Worker {
 public:
  Churn(Run& run, std::uint32_t index) : Worker(run, index) { expect_answer_of_every_connection(); }

 private:
  void on_established(Connection& connection) override { send(connection, connection.since_ns); }
  void on_idle(Connection& connection) override {
    failures_in_a_row_ = 0;
    half_close(connection);
  }
  void on_closed(Connection& connection) override {
    failures_in_a_row_ = 0;
    if (!is_draining()) open(connection);
  }
  void on_lost(Connection& connection) override {
    if (++failures_in_a_row_ >= least_failures + 2 * connections_.size()) run_.end(Ending::lost);
    connection.active_ns = now_;
    paused_.push_back(&connection);
  }
  void on_batch() override {
    if (paused_.empty()) return;
    std::vector<Connection*> paused;
    paused.swap(paused_);
    for (Connection* connection : paused) {
      if (now_ - connection->active_ns < pause_ns) {
        paused_.push_back(connection);
      } else {
        open(*connection);
      }
    }
  }

  std::uint32_t failures_in_a_row_ = 0;
  std::vector<Connection*> paused_;
};

}  // namespace

std::unique_ptr<Worker> make_churn(Run& run, std::uint32_t index) {
  return std::make_unique<Churn>(run, index);
}

}  // namespace forkroad::load
