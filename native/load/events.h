// Events: what a run tells as it goes, a line of JSON each, on a descriptor that its caller reads.
#pragma once
#include <cstdint>
#include <string>

namespace forkroad::load {

/// `rest` is further members, each with a comma before it. To no descriptor (-1) nothing is told. Any thread.
void tell_event(int fd, const char* name, const std::string& rest, std::int64_t at_ns);

}  // namespace forkroad::load
