// The public face: what is recorded, recording it, and the one logger of this process.
#include "packet-log/packet-log.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <system_error>

#include "packet-log/logger.h"
#include "packet-log/ring.h"
#include "packet-log/shared-region.h"
#include "sockets/system-error.h"

namespace forkroad::packet_log {
namespace {

constexpr int patience_at_exit_ms = 200;  // for a process that ends without having stopped its logger

std::mutex logger_mutex;
// Guarded by logger_mutex. A plain pointer: a process that exits without stopping it must not destroy a running thread.
Logger* logger = nullptr;
pid_t logger_pid = 0;  // a forked child has a copy of the pointer, but no logger

bool records(std::uint32_t kinds) noexcept {
  const Region* const here = region();
  return here != nullptr && (here->recorded_kinds.load(std::memory_order_relaxed) & kinds) != 0;
}

// The longest piece of a text that fits and does not cut a character of UTF-8.
std::size_t fitting(std::string_view text) {
  if (text.size() <= max_payload) return text.size();
  std::size_t size = max_payload;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
  return size;
}

}  // namespace

bool records_packets() noexcept {
  return records(packets_bit);
}

bool records(Level level) noexcept {
  return records(level == Level::info ? info_bit : debug_bit);
}

void record(Direction direction, std::uint32_t connection, Bytes bytes) noexcept {
  if (!records_packets()) return;
  const Kind kind = direction == Direction::recv ? Kind::recv : Kind::send;
  while (bytes.size > 0) {
    const std::size_t size = std::min(bytes.size, max_payload);
    put(*region(), kind, connection, {bytes.data, size});
    bytes = {bytes.data + size, bytes.size - size};
  }
}

void say(Level level, std::uint32_t connection, std::string_view text) noexcept {
  if (!records(level)) return;
  put(*region(), level == Level::info ? Kind::info : Kind::debug, connection, {text.data(), fitting(text)});
}

Totals totals() noexcept {
  const Region* const here = region();
  if (here == nullptr) return {};
  std::uint64_t dropped = here->dropped_without_ring.load(std::memory_order_relaxed) +
                          here->dropped_by_output.load(std::memory_order_relaxed);
  const std::uint32_t claimed_below = here->claimed_below.load(std::memory_order_acquire);
  for (std::uint32_t index = 0; index < claimed_below; ++index) {
    dropped += here->rings[index].dropped.load(std::memory_order_relaxed);
  }
  return {here->printed.load(std::memory_order_relaxed) + dropped, dropped};
}

void start_logger(const LoggerOptions& options) {
  // Not a cleanup hook of Node's: process.exit() runs none.
  static const int registered = std::atexit([] { stop_logger(patience_at_exit_ms); });
  static_cast<void>(registered);
  const std::lock_guard lock(logger_mutex);
  Region* const here = region();
  if (here == nullptr) throw SystemError("start_logger", "packet log", ENXIO);
  if (logger != nullptr && logger_pid == getpid()) throw SystemError("start_logger", "packet log", EALREADY);
  try {
    logger = new Logger(*here, options);
  } catch (const std::system_error& error) {
    throw SystemError("pthread_create", "log", error.code().value());
  }
  logger_pid = getpid();
}

Totals stop_logger(int patience_ms) {
  const std::lock_guard lock(logger_mutex);
  if (logger != nullptr && logger_pid == getpid()) {
    if (logger->stop(patience_ms)) delete logger;
    logger = nullptr;
  }
  return totals();
}

}  // namespace forkroad::packet_log
