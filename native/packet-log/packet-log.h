// The packet log's public face: what a server may record, and the one logger that prints it.
//
// Everything lives in one shared memory region (a memfd), inherited by every process of the server. Each writing thread
// claims a ring in it; one logger thread, in the process that created the region, drains all rings. See
// shared-region.h.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "services/session.h"

namespace forkroad::packet_log {

enum class Direction : std::uint8_t { recv, send };
enum class Level : std::uint8_t { info, debug };
enum class Format : std::uint8_t { hex, ascii, json, off };

/// Creates the region in this process and attaches to it. Returns its descriptor, which this process owns for life.
/// Throws SystemError.
int create();
/// Attaches to a region that a parent created. Throws SystemError.
void attach(int fd);

/// What is to be recorded, for every process of the region. Until `Logger::start`, nothing is.
bool records_packets() noexcept;
bool records(Level level) noexcept;

/// Records what one read or write carried; over 64 KiB become several records. Never blocks; drops and counts when the
/// ring is full. Any thread; the first call of a thread claims a ring, the thread's end gives it back.
void record(Direction direction, std::uint32_t connection, Bytes bytes) noexcept;
/// Records a line of text ("New connection from 127.0.0.1:54931"); connection 0 is none.
void say(Level level, std::uint32_t connection, std::string_view text) noexcept;
/// Before a thread of a process with several of them calls fork(2), and the child records: makes sure that the child
/// claims rings of its own, and has nothing left to set up that another thread may have been about to.
void prepare_for_forks() noexcept;
/// The rings of a process that has gone are drained, then free. Called by the process that reaped it, at once: by a
/// later time another process may have its number.
void reclaim(pid_t pid) noexcept;

struct Totals {
  std::uint64_t recorded =
      0;                      ///< records asked for: printed + dropped. While the logger runs, what it has seen of them
  std::uint64_t dropped = 0;  ///< of these: the ring was full, no ring was free, or the output failed
};

struct LoggerOptions {
  Format format = Format::off;
  bool who = false;    ///< add pid / thread / connection to each line
  bool debug = false;  ///< record and print Level::debug
  bool quiet = false;  ///< record no Level::info
  int output_fd = 1;   ///< may be non-blocking: the logger waits out EAGAIN
};

/// Starts the logger thread ("log") of this process, and the recording in all. At most one. Throws SystemError.
void start_logger(const LoggerOptions& options);
/// Ends the recording, prints all that was recorded before the call (waiting at most `patience_ms` for a blocked
/// output) and, when some were dropped, a last line that says how many; ends the thread. Blocks. Without a logger: the
/// totals. exit(3) does it too, with less patience, if nobody has.
Totals stop_logger(int patience_ms = 2000);
Totals totals() noexcept;

}  // namespace forkroad::packet_log
