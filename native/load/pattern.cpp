// Filling the random block, once per run.
#include "load/pattern.h"

#include <random>

namespace forkroad::load {

Pattern::Pattern(std::size_t message_bytes) : block_(message_bytes + span) {
  std::mt19937 random(1);  // any seed will do: the same bytes in each run make failures repeatable
  for (unsigned char& byte : block_) byte = static_cast<unsigned char>(random() >> 24U);
}

}  // namespace forkroad::load
