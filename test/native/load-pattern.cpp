// The load client's pattern: messages that differ, so that a byte from elsewhere is noticed.
#include "load/pattern.h"

#include <doctest/doctest.h>

#include <set>

namespace forkroad::load {
namespace {

constexpr std::size_t size = 64;

}  // namespace

TEST_CASE("messages of one connection start at different places until the block has been gone through") {
  const Pattern pattern(size);
  std::set<const unsigned char*> places;
  for (std::uint64_t i = 0; i < Pattern::span; i++) places.insert(pattern.message(3, i));
  CHECK(places.size() == Pattern::span);
  CHECK(pattern.message(3, Pattern::span) == pattern.message(3, 0));
}

TEST_CASE("equally numbered messages of different connections start at different places") {
  const Pattern pattern(size);
  std::set<const unsigned char*> places;
  for (std::uint32_t i = 0; i < Pattern::span; i++) places.insert(pattern.message(i, 7));
  CHECK(places.size() == Pattern::span);
}

}  // namespace forkroad::load
