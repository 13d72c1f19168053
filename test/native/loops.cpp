// Models of several loops: which of them serves a connection, told from the counters that each has of its own.
#include <doctest/doctest.h>

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "loopback.h"
#include "packet-log/packet-log.h"
#include "serving/counters.h"
#include "serving/model-run.h"

namespace {

using forkroad::counters_of_worker;
using forkroad::exchange;
using forkroad::Fd;
using forkroad::ModelRun;
using forkroad::served_client;
using Shares = std::vector<std::uint64_t>;

constexpr int loops = 3;

/// A model on a listener, with counters that start from zero.
struct Served {
  Served(const std::string& model, const std::string& pick, int listeners)
      : run((forkroad::packet_log::create(),
             forkroad::RunOptions{model,
                                  "echo",
                                  listener.get(),
                                  {0, loops, {{"pick", pick}, {"listeners", std::to_string(listeners)}}},
                                  {}})) {}

  /// As many clients as there are loops, `rounds` times.
  std::vector<Fd> clients(int rounds) const {
    std::vector<Fd> all(static_cast<std::size_t>(rounds * loops));
    for (Fd& client : all) client = served_client(listener);
    return all;
  }

  Fd listener = forkroad::listen_on("127.0.0.1", 0, 64, forkroad::Port::shared);
  ModelRun run;
};

/// How many connections each loop has had.
Shares shares() {
  Shares had;
  for (int loop = 1; loop <= loops; ++loop) had.push_back(counters_of_worker(loop).accepted);
  return had;
}

/// The loop that serves `witness` has seen the ends of this many, and has done all that it does of one.
void await_ended(int loop, std::uint64_t ended, const Fd& witness) {
  while (counters_of_worker(loop).closed < ended) REQUIRE(exchange(witness, "yet?") == "yet?");
  REQUIRE(exchange(witness, "done") == "done");
}

}  // namespace

TEST_CASE("listener-io-handlers: round robin gives each handler its turn, whoever has ended") {
  const Served served("listener-io-handlers", "round-robin", 1);
  std::vector<Fd> clients = served.clients(3);
  CHECK(shares() == Shares{3, 3, 3});
  clients[1].reset();
  clients[4].reset();
  await_ended(2, 2, clients[7]);
  const std::vector<Fd> more = served.clients(1);
  CHECK(shares() == Shares{4, 4, 4});
}

TEST_CASE("listener-io-handlers: least-loaded gives to whom has the fewest now, and in turn where several have") {
  const Served served("listener-io-handlers", "least-loaded", 1);
  std::vector<Fd> clients = served.clients(3);
  CHECK(shares() == Shares{3, 3, 3});
  clients[1].reset();
  clients[4].reset();
  await_ended(2, 2, clients[7]);
  const Fd first = served_client(served.listener);
  const Fd second = served_client(served.listener);
  CHECK(shares() == Shares{3, 5, 3});
}

TEST_CASE("listener-io-handlers: several listeners share out one round") {
  const Served served("listener-io-handlers", "round-robin", 4);
  const std::vector<Fd> clients = served.clients(8);
  CHECK(shares() == Shares{8, 8, 8});
  CHECK(counters_of_worker(0).accepted == 0);
}

TEST_CASE("reuseport-loops: the kernel spreads connections over the loops, none is counted twice") {
  const Served served("reuseport-loops", "", 1);
  const std::vector<Fd> clients = served.clients(32);
  const Shares had = shares();
  CHECK(std::accumulate(had.begin(), had.end(), std::uint64_t{0}) == clients.size());
  for (const std::uint64_t share : had) CHECK(share > 0);
}
