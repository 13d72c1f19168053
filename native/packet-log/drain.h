// The drain: one pass over all rings, their records merged by time, formatted, and given to the sink.
#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "packet-log/formats.h"
#include "packet-log/ring.h"
#include "packet-log/shared-region.h"
#include "packet-log/sink.h"

namespace forkroad::packet_log {

/// Used by the logger thread alone.
class Drain {
 public:
  Drain(Region& region, std::unique_ptr<Formatter> formatter, Sink& sink);

  /// Prints what was published before the call and frees the rings whose writers have gone. Returns whether any ring
  /// had something to do.
  ///
  /// Records come out in the order of their causes: if A was recorded before something that led another thread to
  /// record B, A's line stands before B's. The cutoff is taken before the heads are read; a B whose time is not past
  /// the cutoff was caused by an A that was published before the cutoff, so A's head is seen too, and A's time is the
  /// earlier one. A B past the cutoff stays for the next pass.
  bool pass();
  /// Whether a pass would find something. Sequentially consistent, for the logger about to sleep.
  bool has_work() const;
  /// Drops and counts what a failing output still owes. Returns whether the output ends with a whole line.
  bool give_up();
  /// Prints a line of the logger's own, which is not a record.
  void say(std::string_view text);

 private:
  struct Source {
    RingReader reader;
    std::uint64_t next_ns;
    std::uint32_t index;
    Claim claim;
  };

  bool collect(std::uint64_t cutoff_ns);
  void merge(std::uint64_t cutoff_ns);
  void print_run(Source& source, std::uint64_t until_ns);
  void print(const RecordHeader& record, const Source& source);
  void free_drained();
  void publish_counts();

  Region& region_;
  std::unique_ptr<Formatter> formatter_;
  Sink& sink_;
  std::vector<Source> sources_;         // a heap, the earliest record on top
  std::vector<std::uint32_t> closing_;  // rings that were closing before their head was read
  std::uint64_t wall_offset_ns_ = 0;
};

}  // namespace forkroad::packet_log
