// Room: what can be taken is told, what cannot is an error, and nothing stays taken.
#include "serving/room.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>

#include "sockets/fd.h"
#include "sockets/system-error.h"

namespace forkroad {
namespace {

int lowest_free_descriptor() {
  return Fd(::open("/dev/null", O_RDONLY | O_CLOEXEC)).get();
}

int error_of(const Room& room) {
  try {
    require_room(room);
  } catch (const SystemError& error) {
    return error.error();
  }
  return 0;
}

TEST_CASE("room for a few descriptors is there up to the limit, and stays free") {
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const int free = lowest_free_descriptor();
  const rlimit tight{static_cast<rlim_t>(free) + 4, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &tight) == 0);
  CHECK(error_of({4, 4096}) == 0);
  CHECK(error_of({5, 4096}) == EMFILE);
  CHECK(error_of({4, 4096}) == 0);
  CHECK(lowest_free_descriptor() == free);
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
}

TEST_CASE("addresses that no process has are an error") {
  CHECK(error_of({1, std::size_t{1} << 30}) == 0);
  CHECK(error_of({1, std::size_t{1} << 60}) == ENOMEM);
}

}  // namespace
}  // namespace forkroad
