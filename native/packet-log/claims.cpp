// Claiming a ring for a thread, closing it at the thread's or the process's end, freeing it.
#include "packet-log/claims.h"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "packet-log/packet-log.h"

namespace forkroad::packet_log {
namespace {

constexpr std::uint64_t worth_giving_back_bytes = 64 * 1024;  // below, the call costs more than the memory is worth

// How many fork(2)s lie between this process and the first; written only in a child, before it has a second thread.
std::atomic<std::uint32_t> process_generation{1};

// Plain data: a thread_local with a constructor would be checked for it at each record.
thread_local RingWriter writer;

void close_ring(Region& region, std::size_t index) {
  region.claims[index].fetch_or(closing_bit);
  wake_logger(region);
}

bool is_own(const RingWriter& ring, const Region& region) {
  return ring.region == &region && ring.process == process_generation.load(std::memory_order_relaxed);
}

/// Its destructor runs at the end of each thread that has touched it.
struct ClosesAtThreadEnd {
  bool armed = false;
  ~ClosesAtThreadEnd() {
    if (writer.region != nullptr && is_own(writer, *writer.region)) close_ring(*writer.region, writer.index);
    writer = {};
  }
};
thread_local ClosesAtThreadEnd closer;

void watch_for_forks() {
  static const int registered =
      pthread_atfork(nullptr, nullptr, [] { process_generation.fetch_add(1, std::memory_order_relaxed); });
  static_cast<void>(registered);
}

bool claim_first_free(Region& region, std::size_t& index) {
  const Claim mine = claim_of(getpid(), gettid());
  for (index = 0; index < ring_count; ++index) {
    Claim expected = free_ring;
    std::atomic<Claim>& claim = region.claims[index];
    if (claim.load(std::memory_order_relaxed) == free_ring && claim.compare_exchange_strong(expected, mine))
      return true;
  }
  return false;
}

void raise_to(std::atomic<std::uint32_t>& value, std::uint32_t least) {
  std::uint32_t seen = value.load();
  while (seen < least && !value.compare_exchange_weak(seen, least)) {
  }
}

RingWriter* claim_ring(Region& region) {
  watch_for_forks();
  std::size_t index = 0;
  if (!claim_first_free(region, index)) return nullptr;
  raise_to(region.claimed_below, static_cast<std::uint32_t>(index) + 1);
  if (writer.region != nullptr && is_own(writer, *writer.region)) close_ring(*writer.region, writer.index);
  RingHeader& header = region.rings[index];
  prctl(PR_GET_NAME, header.thread_name);
  const auto process = process_generation.load(std::memory_order_relaxed);
  writer = {&region, &header, region.data[index].data(), 0, 0, static_cast<std::uint32_t>(index), process};
  closer.armed = true;  // touching it is what registers its destructor
  return &writer;
}

}  // namespace

void prepare_for_forks() noexcept {
  watch_for_forks();
}

RingWriter* writer_of_this_thread(Region& region) noexcept {
  return is_own(writer, region) ? &writer : claim_ring(region);
}

void free_ring_at(Region& region, std::size_t index) noexcept {
  RingHeader& ring = region.rings[index];
  if (ring.tail.load(std::memory_order_relaxed) > worth_giving_back_bytes) {
    ::madvise(region.data[index].data(), ring_bytes, MADV_REMOVE);
  }
  ring.head.store(0, std::memory_order_relaxed);
  ring.tail.store(0, std::memory_order_relaxed);
  region.claims[index].store(free_ring, std::memory_order_release);
}

void reclaim(pid_t pid) noexcept {
  Region* const here = region();
  if (here == nullptr) return;
  for (std::size_t index = 0; index < ring_count; ++index) {
    Claim claim = here->claims[index].load(std::memory_order_relaxed);
    if (claim != free_ring && (claim & closing_bit) == 0 && pid_of(claim) == pid) {
      here->claims[index].compare_exchange_strong(claim, claim | closing_bit);
    }
  }
  // The dead may have cleared the logger's word and never have woken it: say so that it sleeps, then wake it.
  here->logger_sleeps.store(1);
  wake_logger(*here);
}

}  // namespace forkroad::packet_log
