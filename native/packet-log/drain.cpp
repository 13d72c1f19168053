// Collecting, merging and printing what the rings hold.
#include "packet-log/drain.h"

#include <unistd.h>

#include <algorithm>
#include <limits>

#include "packet-log/claims.h"
#include "packet-log/wall-clock.h"

namespace forkroad::packet_log {

Drain::Drain(Region& region, std::unique_ptr<Formatter> formatter, Sink& sink)
    : region_(region), formatter_(std::move(formatter)), sink_(sink) {}

bool Drain::pass() {
  const std::uint64_t cutoff_ns = monotonic_ns();
  wall_offset_ns_ = wall_clock_offset_ns();
  const bool found = collect(cutoff_ns);
  merge(cutoff_ns);
  free_drained();  // before the flush, which may wait for the output
  sink_.flush();
  publish_counts();
  return found;
}

bool Drain::has_work() const {
  const std::uint32_t claimed_below = region_.claimed_below.load();
  for (std::uint32_t index = 0; index < claimed_below; ++index) {
    const Claim claim = region_.claims[index].load();
    if (claim == free_ring) continue;
    const RingHeader& ring = region_.rings[index];
    if ((claim & closing_bit) != 0 || ring.head.load() != ring.tail.load(std::memory_order_relaxed)) return true;
  }
  return false;
}

bool Drain::collect(std::uint64_t cutoff_ns) {
  bool found = false;
  const std::uint32_t claimed_below = region_.claimed_below.load(std::memory_order_acquire);
  for (std::uint32_t index = 0; index < claimed_below; ++index) {
    const Claim claim = region_.claims[index].load(std::memory_order_acquire);
    if (claim == free_ring) continue;
    Source source{{region_.rings[index], region_.data[index].data()}, 0, index, claim};
    const bool is_closing = (claim & closing_bit) != 0;
    if (is_closing) closing_.push_back(index);
    const RecordHeader* const first = source.reader.front();
    found = found || is_closing || first != nullptr;
    if (first == nullptr || first->time_ns > cutoff_ns) continue;
    source.next_ns = first->time_ns;
    sources_.push_back(source);
  }
  return found;
}

void Drain::merge(std::uint64_t cutoff_ns) {
  const auto is_later = [](const Source& a, const Source& b) { return a.next_ns > b.next_ns; };
  std::make_heap(sources_.begin(), sources_.end(), is_later);
  while (!sources_.empty()) {
    std::pop_heap(sources_.begin(), sources_.end(), is_later);
    Source source = sources_.back();
    sources_.pop_back();
    print_run(source, sources_.empty() ? cutoff_ns : std::min(cutoff_ns, sources_.front().next_ns));
    if (source.next_ns > cutoff_ns) continue;
    sources_.push_back(source);
    std::push_heap(sources_.begin(), sources_.end(), is_later);
  }
}

// Often a thread records several times before another does (its request, its reply): those need no heap.
void Drain::print_run(Source& source, std::uint64_t until_ns) {
  const RecordHeader* record = source.reader.front();
  while (record != nullptr && record->time_ns <= until_ns) {
    print(*record, source);
    source.reader.pop();
    record = source.reader.front();
  }
  source.next_ns = record == nullptr ? std::numeric_limits<std::uint64_t>::max() : record->time_ns;
}

void Drain::print(const RecordHeader& record, const Source& source) {
  char* const out = sink_.room_for(record.payload_bytes);
  sink_.commit(
      formatter_->format(out, {record.kind, record.connection, record.time_ns + wall_offset_ns_, record.payload(),
                               pid_of(source.claim), tid_of(source.claim), region_.rings[source.index].thread_name}));
}

void Drain::free_drained() {
  for (const std::uint32_t index : closing_) {
    const RingHeader& ring = region_.rings[index];
    // Its writer had gone before its head was read, so nothing can follow; what is past the cutoff waits for a pass.
    if (ring.head.load(std::memory_order_relaxed) == ring.tail.load(std::memory_order_relaxed)) {
      free_ring_at(region_, index);
    }
  }
  closing_.clear();
}

void Drain::publish_counts() {
  const Sink::Counts counts = sink_.take_counts();
  region_.printed.fetch_add(counts.printed, std::memory_order_relaxed);
  region_.dropped_by_output.fetch_add(counts.dropped, std::memory_order_relaxed);
}

bool Drain::give_up() {
  const bool ends_whole = sink_.give_up();
  publish_counts();
  return ends_whole;
}

void Drain::say(std::string_view text) {
  const std::uint64_t now_ns = monotonic_ns() + wall_clock_offset_ns();
  const Bytes payload{text.data(), text.size()};
  sink_.commit(
      formatter_->format(sink_.room_for(text.size()), {Kind::info, 0, now_ns, payload, getpid(), gettid(), "log"}));
  sink_.flush();
}

}  // namespace forkroad::packet_log
