// The listener that never waits: it takes who is there, rests while descriptors are out, and ends with its server.
#include "serving/nonblocking-listener.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <chrono>
#include <optional>

#include "loopback.h"
#include "registry.h"
#include "sockets/listener.h"

namespace {

using forkroad::Connection;
using forkroad::Fd;
using forkroad::NonblockingListener;
using forkroad::Server;

struct Listening {
  Fd fd = forkroad::listen_on("127.0.0.1", 0, 16);
  Server server{fd.get(), forkroad::registry<forkroad::Service>().at("echo")};
  NonblockingListener listener{server, fd.get()};
};

/// No descriptor is to be had while it lives.
class NoDescriptors {
 public:
  NoDescriptors() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit none{0, before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
  }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;
  ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("listener: it takes who waits, one at a time, and does not wait for the next") {
  Listening of;
  CHECK_FALSE(of.listener.accept_ready(0));
  const Fd first = forkroad::connect_to(of.fd);
  const Fd second = forkroad::connect_to(of.fd);
  CHECK(of.listener.accept_ready(0));
  CHECK(of.listener.accept_ready(0));
  CHECK_FALSE(of.listener.accept_ready(0));
  CHECK(of.listener.is_open());
  CHECK_FALSE(of.listener.is_resting());
  CHECK_FALSE(of.listener.rest_left());
}

TEST_CASE("listener: out of descriptors it rests, and takes who waited afterwards") {
  Listening of;
  const Fd client = forkroad::connect_to(of.fd);
  {
    const NoDescriptors none;
    CHECK_FALSE(of.listener.accept_ready(0));
  }
  CHECK(of.listener.is_resting());
  CHECK(of.listener.rest_left() <= Server::back_off_time);
  while (of.listener.is_resting()) REQUIRE(of.listener.is_open());
  CHECK(of.listener.accept_ready(0));
}

TEST_CASE("listener: it ends with its server") {
  Listening of;
  const Fd client = forkroad::connect_to(of.fd);
  of.server.stop_accepting_everywhere();
  CHECK_FALSE(of.listener.is_open());
  CHECK_FALSE(of.listener.accept_ready(0));
}
