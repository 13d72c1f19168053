// What the packet log's tests share: pipes, reading lines, waiting with a deadline.
#pragma once
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "packet-log/packet-log.h"
#include "packet-log/shared-region.h"
#include "sockets/fd.h"

namespace forkroad::packet_log {

struct Pipe {
  Fd read_end;
  Fd write_end;
};

inline Pipe make_pipe(int flags = 0) {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC | flags) == 0);
  return {Fd(ends[0]), Fd(ends[1])};
}

/// A file without a name.
inline Fd make_file() {
  return Fd(::memfd_create("packet-log-test", MFD_CLOEXEC));
}

/// Reads to the end, `step` bytes at a time.
inline std::string read_all(int fd, std::size_t step = 65536) {
  std::string text;
  std::string piece(step, '\0');
  for (ssize_t got = 0; (got = ::read(fd, piece.data(), step)) > 0;) text.append(piece, 0, static_cast<size_t>(got));
  return text;
}

inline std::string read_file(int fd) {
  ::lseek(fd, 0, SEEK_SET);
  return read_all(fd);
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// A region for one test; first ends the logger that a failed test may have left.
inline int fresh_region() {
  stop_logger(0);
  return create();
}

inline LoggerOptions options_of(Format format, int output_fd) {
  LoggerOptions options;
  options.format = format;
  options.output_fd = output_fd;
  return options;
}

inline void record_text(std::uint32_t connection, const std::string& text) {
  record(Direction::recv, connection, {text.data(), text.size()});
}

inline void wait_until(const char* what, const std::function<bool()>& is_so) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!is_so()) {
    INFO("waited for: ", what);
    REQUIRE(std::chrono::steady_clock::now() < deadline);
    std::this_thread::yield();
  }
}

inline int claimed_rings() {
  int count = 0;
  for (const auto& claim : region()->claims) count += claim.load() != free_ring ? 1 : 0;
  return count;
}

}  // namespace forkroad::packet_log
