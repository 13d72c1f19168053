// A server's counters, in the shared region: one slot per worker process, written by all its threads.
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <vector>

namespace forkroad {

/// What can go wrong with a connection or with accepting one; each is counted, none ends the server.
enum class ErrorKind : std::uint8_t {
  reset,
  timeout,
  descriptors,
  memory,
  threads,
  processes,
  worker_died,
  cut,
  other
};
constexpr std::size_t error_kinds = 9;
/// "reset", "descriptors" …: the JSON keys.
const char* to_string(ErrorKind kind);

/// Slot 0 is the parent's (its children of one connection count there too), slot n that of worker n; where one process
/// serves with several loops, that of loop n.
constexpr int max_workers = 4096;

/// Relaxed atomics throughout: each is a sum or a maximum, none guards anything.
struct alignas(128) Counters {
  std::atomic<std::uint64_t> accepted{0};
  std::atomic<std::uint64_t> closed{0};
  std::atomic<std::uint64_t> bytes_in{0};
  std::atomic<std::uint64_t> bytes_out{0};
  std::array<std::atomic<std::uint64_t>, error_kinds> errors{};
  // Of connections that waited in a queue between their accept and the thread that serves them:
  std::atomic<std::uint64_t> queued{0};  ///< that have left it
  std::atomic<std::uint64_t> queue_wait_ns{0};
  std::atomic<std::uint64_t> longest_queue_wait_ns{0};
  std::atomic<std::uint64_t> deepest_queue{0};

  void error(ErrorKind kind) noexcept {
    errors[static_cast<std::size_t>(kind)].fetch_add(1, std::memory_order_relaxed);
  }
  /// The queue held as many when another connection had come.
  void queue_was(std::uint64_t deep) noexcept;
  /// A connection left the queue.
  void left_queue(std::chrono::nanoseconds waited) noexcept;
};

/// Bytes of one connection, added to the counters now and then: threads on several CPUs that add to one cache line with
/// each message pay 3 % of an echo for it. One thread; what is not yet added is added at its end.
class ByteCounts {
 public:
  ByteCounts() = default;
  ByteCounts(const ByteCounts&) = delete;
  ByteCounts& operator=(const ByteCounts&) = delete;
  ~ByteCounts() { flush(); }

  void received(std::size_t bytes) noexcept {
    in_ += bytes;
    if (++held_ == most_held) flush();
  }
  void sent(std::size_t bytes) noexcept { out_ += bytes; }

 private:
  void flush() noexcept;

  static constexpr int most_held = 32;  // reads
  std::uint64_t in_ = 0;
  std::uint64_t out_ = 0;
  int held_ = 0;
};

/// The slot this thread writes to; a private one until a region is attached.
Counters& counters() noexcept;
/// Makes slot `worker` (0 … max_workers − 1, clamped) the one this process writes to.
void use_counters_of_worker(int worker) noexcept;
/// Makes slot `sharer` the one this thread writes to. Nothing happens in a worker process, which has one slot for all.
void use_counters_of_sharer(int sharer) noexcept;
/// A connection that this thread has accepted is that sharer's to serve.
void accepted_for(int sharer) noexcept;
/// The slot of a worker or of a loop, for whoever watches it.
Counters& counters_of_worker(int worker) noexcept;

/// A number for a new connection, unique in the whole server.
std::uint32_t next_connection() noexcept;

/// Which kind of trouble an errno is.
ErrorKind kind_of_errno(int error) noexcept;

}  // namespace forkroad
