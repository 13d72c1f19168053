// Reading /proc/thread-self/schedstat: nanoseconds on a CPU, nanoseconds waiting for one, times that it got one.
#include "load/run-queue.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "sockets/fd.h"

namespace forkroad::load {

std::optional<std::int64_t> run_queue_wait_ns() {
  const Fd file(open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC));
  std::array<char, 96> text{};
  if (!file || read(file.get(), text.data(), text.size() - 1) <= 0) return std::nullopt;
  char* second = nullptr;
  std::strtoll(text.data(), &second, 10);
  return std::strtoll(second, nullptr, 10);
}

}  // namespace forkroad::load
