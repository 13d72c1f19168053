// Summing tallies over threads.
#include "load/tally.h"

namespace forkroad::load {
namespace {

void add_count(Count& sum, const Count& part) {
  sum.add(part.get());
}

}  // namespace

void WindowTally::add(const WindowTally& part) {
  latency.merge(part.latency);
  unanswered.merge(part.unanswered);
  send_lag.merge(part.send_lag);
  add_count(messages, part.messages);
  add_count(length_ns, part.length_ns);
  add_count(cpu_ns, part.cpu_ns);
  if (part.busiest_cpu_ns.get() < busiest_cpu_ns.get()) return;
  busiest_cpu_ns.set(part.busiest_cpu_ns.get());
  busiest_wait_ns.set(part.busiest_wait_ns.get());
}

void Tally::add(const Tally& part) {
  for (std::size_t i = 0; i < windows.size(); i++) windows[i].add(part.windows[i]);
  add_count(unanswered, part.unanswered);
  add_count(answered_after_end, part.answered_after_end);
  for (std::size_t i = 0; i < errors.size(); i++) add_count(errors[i], part.errors[i]);
  for (std::size_t i = 0; i < statuses.size(); i++) add_count(statuses[i], part.statuses[i]);
  add_count(established, part.established);
  add_count(served, part.served);
  add_count(reconnects, part.reconnects);
  add_count(idle_established, part.idle_established);
  add_count(idle_served, part.idle_served);
  add_count(all_messages, part.all_messages);
  add_count(bytes_sent, part.bytes_sent);
  add_count(bytes_received, part.bytes_received);
}

}  // namespace forkroad::load
