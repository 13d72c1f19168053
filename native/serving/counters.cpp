// The counters' slots, in the shared region or, before there is one, in this process.
#include "serving/counters.h"

#include <cerrno>

#include "packet-log/shared-region.h"

namespace forkroad {
namespace {

static_assert(sizeof(Counters) * max_workers == packet_log::counters_bytes);

Counters private_counters;
std::atomic<std::uint32_t> private_connections{0};
std::atomic<int> own_worker{0};   // the slot this process writes to; a fork(2) child inherits it
thread_local int own_sharer = 0;  // the slot this thread writes to where the process is no worker; 0: the process's

int clamped(int worker) {
  return worker < 0 ? 0 : worker >= max_workers ? max_workers - 1 : worker;
}

void raise(std::atomic<std::uint64_t>& highest, std::uint64_t value) {
  std::uint64_t known = highest.load(std::memory_order_relaxed);
  while (known < value && !highest.compare_exchange_weak(known, value, std::memory_order_relaxed)) {
  }
}

}  // namespace

const char* to_string(ErrorKind kind) {
  constexpr std::array<const char*, error_kinds> names{"reset",     "timeout",    "descriptors", "memory", "threads",
                                                       "processes", "workerDied", "cut",         "other"};
  return names[static_cast<std::size_t>(kind)];
}

void Counters::queue_was(std::uint64_t deep) noexcept {
  raise(deepest_queue, deep);
}

void Counters::left_queue(std::chrono::nanoseconds waited) noexcept {
  const auto ns = static_cast<std::uint64_t>(waited.count());
  queued.fetch_add(1, std::memory_order_relaxed);
  queue_wait_ns.fetch_add(ns, std::memory_order_relaxed);
  raise(longest_queue_wait_ns, ns);
}

void ByteCounts::flush() noexcept {
  if (in_ > 0) counters().bytes_in.fetch_add(in_, std::memory_order_relaxed);
  if (out_ > 0) counters().bytes_out.fetch_add(out_, std::memory_order_relaxed);
  in_ = out_ = 0;
  held_ = 0;
}

Counters& counters() noexcept {
  const int worker = own_worker.load(std::memory_order_relaxed);
  return counters_of_worker(worker == 0 ? own_sharer : worker);
}

void use_counters_of_worker(int worker) noexcept {
  own_worker.store(clamped(worker), std::memory_order_relaxed);
}

void use_counters_of_sharer(int sharer) noexcept {
  own_sharer = clamped(sharer);
}

void accepted_for(int sharer) noexcept {
  if (own_worker.load(std::memory_order_relaxed) != 0) return;
  counters().accepted.fetch_sub(1, std::memory_order_relaxed);
  counters_of_worker(sharer).accepted.fetch_add(1, std::memory_order_relaxed);
}

Counters& counters_of_worker(int worker) noexcept {
  packet_log::Region* const region = packet_log::region();
  if (region == nullptr) return private_counters;
  // A new region's zeros are what Counters starts from.
  return reinterpret_cast<Counters*>(region->counters.data())[clamped(worker)];
}

std::uint32_t next_connection() noexcept {
  packet_log::Region* const region = packet_log::region();
  auto& last = region == nullptr ? private_connections : region->next_connection;
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

ErrorKind kind_of_errno(int error) noexcept {
  switch (error) {
    case ECONNRESET:
    case ECONNABORTED:
    case EPIPE:
      return ErrorKind::reset;
    case ETIMEDOUT:
      return ErrorKind::timeout;
    case EMFILE:
    case ENFILE:
      return ErrorKind::descriptors;
    case ENOMEM:
    case ENOBUFS:
      return ErrorKind::memory;
    default:
      return ErrorKind::other;
  }
}

}  // namespace forkroad
