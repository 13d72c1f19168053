// What a whole reply leads to: it is counted, and its connection goes on, rests, or comes to its end.
#include "load/worker.h"
#include "services/work.h"

namespace forkroad::load {

void Worker::complete(Connection& connection) {
  window_.pass(now_);
  count(connection);
  come_back_late(connection);
  const bool is_last = connection.exchange.is_last;
  const bool is_sent = connection.exchange.is_sent();
  connection.exchange.rest();
  if (connection.state == State::closing) return;  // draining
  connection.state = State::idle;
  if (!connection.was_served) count_first(connection);
  if (is_last) return is_sent ? await_end(connection) : half_close(connection);
  if (connection.is_silent || window_.phase() == Phase::opening || is_draining()) return;
  if (run_.options.slow_client.count() > 0) be_slow();
  on_idle(connection);
}

void Worker::count(const Connection& connection) {
  const Exchange& exchange = connection.exchange;
  tally_.all_messages.add(1);
  tally_.bytes_sent.add(exchange.sent);
  tally_.bytes_received.add(exchange.received);
  if (exchange.is_wrong) {
    tally_.error(ErrorKind::wrong_byte);
  } else if (exchange.bad_status != 0) {
    tally_.bad_status(exchange.bad_status);
  } else if (WindowTally* window = window_.open(); window != nullptr && !connection.is_silent) {
    window->messages.add(1);
    window->latency.record(now_ - connection.since_ns);
  } else {
    count_after_end(connection);
  }
}

void Worker::count_first(Connection& connection) {
  connection.was_served = true;
  (connection.is_silent ? tally_.idle_served : tally_.served).add(1);
  if (connection.is_silent) silent_unanswered_--;
  run_.served_first(now_);
}

// After the reply was timed: a client's slowness shows in its rate first.
void Worker::be_slow() {
  burn_cpu(run_.options.slow_client);
  now_ = now_ns();
}

}  // namespace forkroad::load
