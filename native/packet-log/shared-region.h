// The shared region: the one memory that every process of a server writes its records and counters into; its layout.
//
//   header | 4096 slots of counters | 2048 claims | 2048 ring headers | 2048 × 512 KiB of ring data
//
// It is a memfd, 1 GiB of addresses; a page takes memory once it is touched, so an unclaimed ring costs nothing.
#pragma once
#include <sys/types.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace forkroad::packet_log {

constexpr std::size_t ring_count = 2048;
constexpr std::size_t ring_bytes = 512 * 1024;
constexpr std::size_t counters_bytes = 4096 * 256;  // serving/counters.cpp says what is in them

/// A claim is a single word, so that a process killed at any instruction leaves one that names it: 0 free,
/// pid << 32 | tid claimed, with the top bit closing (its writer has gone; the logger drains it, then frees it).
using Claim = std::uint64_t;
constexpr Claim free_ring = 0;
constexpr Claim closing_bit = Claim{1} << 63;
constexpr Claim claim_of(pid_t pid, pid_t tid) {
  return static_cast<Claim>(pid) << 32 | static_cast<Claim>(tid);
}
constexpr pid_t pid_of(Claim claim) {
  return static_cast<pid_t>((claim & ~closing_bit) >> 32);
}
constexpr pid_t tid_of(Claim claim) {
  return static_cast<pid_t>(claim & 0xffffffff);
}

/// One cache line for the writer, one for the logger. Positions count bytes since the claim.
struct alignas(128) RingHeader {
  std::atomic<std::uint64_t> head;     ///< written by the claiming thread, after the record; reset by the logger
  std::atomic<std::uint64_t> dropped;  ///< records lost to a full ring, ever; written by the claiming thread
  char thread_name[16];                ///< written by the claiming thread before its first record
  alignas(64) std::atomic<std::uint64_t> tail;  ///< written by the logger
};
static_assert(sizeof(RingHeader) == 128);

/// Bits of Region::recorded_kinds.
enum RecordedKinds : std::uint32_t { packets_bit = 1, info_bit = 2, debug_bit = 4 };

struct Region {
  std::uint64_t magic;
  std::uint32_t version;

  alignas(128) std::atomic<std::uint32_t> recorded_kinds;  ///< read before each record; set by start and stop
  std::atomic<std::uint32_t> logger_sleeps;                ///< a futex: 1 while the logger sleeps or is about to

  alignas(128) std::atomic<std::uint32_t> next_connection;
  std::atomic<std::uint64_t> dropped_without_ring;
  std::atomic<std::uint32_t> claimed_below;  ///< every ring ever claimed has a smaller index; never falls

  alignas(128) std::atomic<std::uint64_t> printed;  ///< records; written by the logger alone
  std::atomic<std::uint64_t> dropped_by_output;     ///< records; written by the logger alone

  alignas(128) std::array<std::byte, counters_bytes> counters;
  /// Apart from the headers, so that looking for claimed or free rings reads 16 KiB and no more.
  alignas(4096) std::array<std::atomic<Claim>, ring_count> claims;
  std::array<RingHeader, ring_count> rings;
  alignas(4096) std::array<std::array<char, ring_bytes>, ring_count> data;
};

/// Set by create() and attach(). A region stays mapped for life: threads may be writing to it.
extern std::atomic<Region*> attached_region;

/// The region of this process, or null.
inline Region* region() noexcept {
  return attached_region.load(std::memory_order_acquire);
}

/// Wakes the logger, in whichever process it sleeps. Any thread, after it has published what the logger shall see.
void wake_logger(Region& region) noexcept;
/// Sleeps until woken, if the logger's word still says so. The logger only.
void sleep_until_woken(Region& region) noexcept;

}  // namespace forkroad::packet_log
