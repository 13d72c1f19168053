// Making the shared region, attaching to it, and the futex its logger sleeps on.
#include "packet-log/shared-region.h"

#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <ctime>

#include "packet-log/packet-log.h"
#include "sockets/fd.h"
#include "sockets/system-error.h"

namespace forkroad::packet_log {
namespace {

constexpr std::uint64_t region_magic = 0x64616f726b726f66;  // "forkroad", as it stands in memory
constexpr std::uint32_t region_version = 1;
// A writer killed or stopped between clearing the word and waking delays the log by no more than this.
constexpr timespec longest_sleep{1, 0};

Region& map(int fd) {
  void* memory = ::mmap(nullptr, sizeof(Region), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, fd, 0);
  if (memory == MAP_FAILED) throw SystemError("mmap");
  return *static_cast<Region*>(memory);
}

// Not FUTEX_*_PRIVATE: writers in other processes wake the logger too.
long futex(std::atomic<std::uint32_t>& word, int operation, std::uint32_t value, const timespec* timeout) {
  return ::syscall(SYS_futex, &word, operation, value, timeout, nullptr, 0);
}

}  // namespace

std::atomic<Region*> attached_region{nullptr};

int create() {
  Fd fd(::memfd_create("forkroad-packet-log", MFD_CLOEXEC));
  if (!fd) throw SystemError("memfd_create");
  if (::ftruncate(fd.get(), sizeof(Region)) != 0) throw SystemError("ftruncate");
  Region& region = map(fd.get());
  region.version = region_version;
  region.magic = region_magic;
  attached_region.store(&region, std::memory_order_release);
  return fd.release();
}

void attach(int fd) {
  struct stat file {};
  if (::fstat(fd, &file) != 0) throw SystemError("fstat");
  if (static_cast<std::size_t>(file.st_size) != sizeof(Region)) throw SystemError("mmap", "packet log", EINVAL);
  Region& region = map(fd);
  if (region.magic != region_magic || region.version != region_version) {
    ::munmap(&region, sizeof(Region));
    throw SystemError("mmap", "packet log", EINVAL);
  }
  attached_region.store(&region, std::memory_order_release);
}

void wake_logger(Region& region) noexcept {
  if (region.logger_sleeps.load() != 0 && region.logger_sleeps.exchange(0) != 0) {
    futex(region.logger_sleeps, FUTEX_WAKE, 1, nullptr);
  }
}

void sleep_until_woken(Region& region) noexcept {
  futex(region.logger_sleeps, FUTEX_WAIT, 1, &longest_sleep);
}

}  // namespace forkroad::packet_log
