// The processes that descend from one, and how many threads each has, from /proc.
#pragma once
#include <sys/types.h>

#include <vector>

namespace forkroad {

/// `root` first, then its descendants, zombies included; empty when it has gone. A child that is born or reaped while
/// the tree is read may be missed; whoever needs an exact tree reads it twice.
std::vector<pid_t> process_tree(pid_t root);

/// Threads that run; 0 for a zombie and for a process that has gone.
int thread_count(pid_t pid);

}  // namespace forkroad
