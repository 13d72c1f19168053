// Room: what the system may be short of when a process starts one runtime more, asked for before it is needed.
#pragma once
#include <cstddef>

namespace forkroad {

/// Of this process: descriptors, and bytes of its address space.
struct Room {
  int descriptors = 0;
  std::size_t address_bytes = 0;
};

/// Takes as much and gives it back. Throws SystemError (EMFILE, ENFILE, ENOMEM) when it is not to be had.
void require_room(const Room& room);

}  // namespace forkroad
