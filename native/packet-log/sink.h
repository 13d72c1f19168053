// The sink: batches of whole lines on their way to the one output, and the count of what it took and what it refused.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "packet-log/formats.h"
#include "sockets/fd.h"

namespace forkroad::packet_log {

/// Used by the logger thread alone.
class Sink {
 public:
  struct Counts {
    std::uint64_t printed = 0;
    std::uint64_t dropped = 0;
  };

  /// Past `deadline_ns` (CLOCK_MONOTONIC, set by who stops the logger) a blocked output is not waited for.
  Sink(int output_fd, const std::atomic<std::uint64_t>& deadline_ns);

  /// Room to format one record with a payload of that size into; may flush first.
  char* room_for(std::size_t payload_bytes);
  /// The record formatted into that room ends here.
  void commit(const char* end);
  /// Writes what is there. What a failing output refuses is dropped and counted, but for the rest of a broken line:
  /// that is written before anything else, should the output recover.
  void flush();
  /// Drops what a failing output still owes. Returns whether the output ends with a whole line.
  bool give_up();
  /// Records settled since the last call.
  Counts take_counts();

 private:
  std::size_t write_all();
  void settle(std::size_t written);
  bool wait_until_writable() const;

  Fd fd_;
  bool is_socket_;
  const std::atomic<std::uint64_t>& deadline_ns_;
  std::unique_ptr<char[]> buffer_;
  std::size_t used_ = 0;
  std::vector<std::size_t> ends_;  // of each record in the buffer
  bool is_front_broken_ = false;   // the first record is the rest of one that a failure cut
  Counts counts_;
};

}  // namespace forkroad::packet_log
