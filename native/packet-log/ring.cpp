// The writer's and the reader's side of a ring.
#include "packet-log/ring.h"

#include <cstring>
#include <ctime>

#include "packet-log/claims.h"

namespace forkroad::packet_log {
namespace {

RecordHeader& record_at(RingWriter& writer, std::uint64_t position) {
  return *reinterpret_cast<RecordHeader*>(writer.data + position % ring_bytes);
}

// The tail is read only when the last one seen leaves no room: it lies in the logger's cache line.
bool has_room(RingWriter& writer, std::size_t bytes) {
  if (writer.head + bytes - writer.tail <= ring_bytes) return true;
  writer.tail = writer.header->tail.load(std::memory_order_acquire);
  return writer.head + bytes - writer.tail <= ring_bytes;
}

}  // namespace

std::uint64_t monotonic_ns() noexcept {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 + static_cast<std::uint64_t>(now.tv_nsec);
}

void put(Region& region, Kind kind, std::uint32_t connection, Bytes payload) noexcept {
  RingWriter* writer = writer_of_this_thread(region);
  if (writer == nullptr) {
    region.dropped_without_ring.fetch_add(1, std::memory_order_relaxed);
    return;
  }
  const std::size_t bytes = record_bytes(payload.size);
  const std::size_t to_end = ring_bytes - writer->head % ring_bytes;
  const std::size_t padding = bytes > to_end ? to_end : 0;
  if (!has_room(*writer, padding + bytes)) {
    std::atomic<std::uint64_t>& dropped = writer->header->dropped;
    dropped.store(dropped.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    return;
  }
  if (padding > 0) record_at(*writer, writer->head).kind = Kind::padding;
  RecordHeader& record = record_at(*writer, writer->head + padding);
  record.payload_bytes = static_cast<std::uint32_t>(payload.size);
  record.kind = kind;
  record.connection = connection;
  std::memcpy(&record + 1, payload.data, payload.size);
  record.time_ns = monotonic_ns();
  writer->head += padding + bytes;
  // Sequentially consistent, as is the load in wake_logger: either we see that the logger sleeps, or it sees our head.
  writer->header->head.store(writer->head);
  wake_logger(region);
}

RingReader::RingReader(RingHeader& header, const char* data)
    : header_(&header), data_(data), tail_(header.tail.load(std::memory_order_relaxed)), head_(header.head.load()) {}

const RecordHeader& RingReader::at_tail() const {
  return *reinterpret_cast<const RecordHeader*>(data_ + tail_ % ring_bytes);
}

const RecordHeader* RingReader::front() {
  if (is_empty()) return nullptr;
  if (at_tail().kind == Kind::padding) tail_ += ring_bytes - tail_ % ring_bytes;
  return &at_tail();
}

void RingReader::pop() {
  tail_ += record_bytes(at_tail().payload_bytes);
  header_->tail.store(tail_, std::memory_order_release);
}

}  // namespace forkroad::packet_log
