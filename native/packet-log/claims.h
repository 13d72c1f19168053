// Claims: which thread of which process writes into which ring, from its first record to its end.
#pragma once
#include <cstdint>

#include "packet-log/shared-region.h"

namespace forkroad::packet_log {

/// A thread's own view of the ring it has claimed. Thread-local, so nothing guards it.
struct RingWriter {
  Region* region;
  RingHeader* header;
  char* data;
  std::uint64_t head;
  std::uint64_t tail;  ///< as last seen; the real one may be further
  std::uint32_t index;
  std::uint32_t process;  ///< the process generation that claimed it: a forked child must not write into its parent's
};

/// The calling thread's ring, claimed on the first call; null when none is free.
RingWriter* writer_of_this_thread(Region& region) noexcept;

/// The logger's: gives a drained, closing ring back, and its memory if much of it was touched.
void free_ring_at(Region& region, std::size_t index) noexcept;

}  // namespace forkroad::packet_log
