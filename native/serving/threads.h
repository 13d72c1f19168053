// Threads of a model: their names, their signals, and the one signal that interrupts an accept.
#pragma once
#include <string>

namespace forkroad {

/// Names the calling thread for ps, top and the packet log (15 characters at most).
void name_this_thread(const std::string& name);

/// Blocks every signal in the calling thread, and so in those it starts, but the one that interrupts an accept.
void block_signals_of_this_thread();

/// SIGRTMIN+1, with a handler that does nothing, without SA_RESTART: blocking calls return EINTR.
int interrupt_signal();

}  // namespace forkroad
