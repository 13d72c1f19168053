// Burst: all connect at once, each with one message; when the last of them has ended, all connect again.
#include "load/modes.h"

namespace forkroad::load {
namespace {

constexpr std::int64_t pause_ns = 10'000'000;    // after a burst with a failure, so that nobody is hammered
constexpr std::uint32_t most_failed_bursts = 3;  // in a row, without a single answer: the server is gone

class Burst final : public Worker {
 public:
  Burst(Run& run, std::uint32_t index) : Worker(run, index) {
    expect_answer_of_every_connection();
    open_by_itself();
  }

 private:
  void on_batch() override {
    if (under_way_ == 0 && now_ >= pauses_until_ns_) begin();
  }
  void on_established(Connection& connection) override { send(connection, begun_ns_); }
  void on_idle(Connection& connection) override {
    has_answer_ = true;
    half_close(connection);
  }
  void on_closed(Connection&) override { end_one(); }
  void on_lost(Connection&) override {
    has_failure_ = true;
    end_one();
  }

  void begin();
  void end_one();

  std::size_t under_way_ = 0;  // connections of this burst that have not ended
  std::int64_t begun_ns_ = 0;
  std::int64_t pauses_until_ns_ = 0;
  std::uint32_t failed_bursts_ = 0;  // in a row
  bool has_answer_ = false;
  bool has_failure_ = false;
};

void Burst::begin() {
  has_answer_ = has_failure_ = false;
  begun_ns_ = now_ = now_ns();
  under_way_ = connections_.size();
  for (Connection& connection : connections_) open(connection);
}

void Burst::end_one() {
  if (--under_way_ > 0) return;
  if (has_failure_) pauses_until_ns_ = now_ + pause_ns;
  failed_bursts_ = has_answer_ ? 0 : failed_bursts_ + 1;
  if (failed_bursts_ == most_failed_bursts) run_.end(Ending::lost);
}

}  // namespace

std::unique_ptr<Worker> make_burst(Run& run, std::uint32_t index) {
  return std::make_unique<Burst>(run, index);
}

}  // namespace forkroad::load
