// Asking for room by taking it: no limit has to be known, whoever sets it.
#include "serving/room.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <vector>

#include "sockets/fd.h"
#include "sockets/system-error.h"

namespace forkroad {
namespace {

void require_descriptors(int count) {
  std::vector<Fd> taken;
  for (int i = 0; i < count; ++i) {
    Fd fd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!fd) throw SystemError("open");
    taken.push_back(std::move(fd));
  }
}

void require_addresses(std::size_t bytes) {
  constexpr int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  void* const begin = ::mmap(nullptr, bytes, PROT_NONE, flags, -1, 0);
  if (begin == MAP_FAILED) throw SystemError("mmap");
  ::munmap(begin, bytes);
}

}  // namespace

void require_room(const Room& room) {
  require_descriptors(room.descriptors);
  require_addresses(room.address_bytes);
}

}  // namespace forkroad
