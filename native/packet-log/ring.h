// A ring: the records of one thread on their way to the logger. One writer, one reader, no lock.
//
// A record lies in one piece; where it would cross the ring's end, padding fills the rest and it starts at the front.
#pragma once
#include <cstddef>
#include <cstdint>

#include "packet-log/shared-region.h"
#include "services/session.h"

namespace forkroad::packet_log {

constexpr std::size_t max_payload = 64 * 1024;

enum class Kind : std::uint8_t { padding, recv, send, info, debug };

struct RecordHeader {
  std::uint32_t payload_bytes;
  Kind kind;  ///< of padding, only what comes up to here exists
  std::uint32_t connection;
  std::uint64_t time_ns;  ///< CLOCK_MONOTONIC

  Bytes payload() const { return {reinterpret_cast<const char*>(this + 1), payload_bytes}; }
};

constexpr std::size_t record_alignment = 8;
constexpr std::size_t record_bytes(std::size_t payload_bytes) {
  return (sizeof(RecordHeader) + payload_bytes + record_alignment - 1) / record_alignment * record_alignment;
}

std::uint64_t monotonic_ns() noexcept;

/// Puts a record (payload up to max_payload) into the calling thread's ring, or drops and counts it. Never blocks.
void put(Region& region, Kind kind, std::uint32_t connection, Bytes payload) noexcept;

/// The logger's view of one ring, up to the head it had when the view was made.
class RingReader {
 public:
  RingReader(RingHeader& header, const char* data);

  /// The oldest record not yet taken, or null.
  const RecordHeader* front();
  /// Takes the front record: the writer may overwrite it from now on.
  void pop();
  bool is_empty() const { return tail_ == head_; }

 private:
  const RecordHeader& at_tail() const;

  RingHeader* header_;
  const char* data_;
  std::uint64_t tail_;
  std::uint64_t head_;
};

}  // namespace forkroad::packet_log
