// One write(2) per line, so that lines of several threads are never mixed.
#include "load/events.h"

#include <unistd.h>

namespace forkroad::load {

// A caller that does not listen any more loses the line; that is its own affair.
void tell_event(int fd, const char* name, const std::string& rest, std::int64_t at_ns) {
  if (fd < 0) return;
  const std::string line =
      R"({"event":")" + std::string(name) + '"' + rest + R"(,"atNs":)" + std::to_string(at_ns) + "}\n";
  [[maybe_unused]] const ssize_t written = ::write(fd, line.data(), line.size());
}

}  // namespace forkroad::load
