// Any thread may have forked, so the children of a process are those of all its threads.
#include "processes/process-tree.h"

#include <sstream>
#include <string>

#include "processes/proc-file.h"

namespace forkroad {
namespace {

void append_children(pid_t pid, std::vector<pid_t>& tree) {
  const std::string tasks = "/proc/" + std::to_string(pid) + "/task/";
  for (const pid_t thread : thread_ids(pid)) {
    std::istringstream children(read_proc_file(tasks + std::to_string(thread) + "/children"));
    for (pid_t child = 0; children >> child;) tree.push_back(child);
  }
}

}  // namespace

std::vector<pid_t> process_tree(pid_t root) {
  std::vector<pid_t> tree;
  if (thread_ids(root).empty()) return tree;
  tree.push_back(root);
  for (std::size_t next = 0; next < tree.size(); ++next) append_children(tree[next], tree);
  return tree;
}

int thread_count(pid_t pid) {
  const std::string status = read_proc_file("/proc/" + std::to_string(pid) + "/status");
  const bool is_zombie = status.find("\nState:\tZ") != std::string::npos;
  return is_zombie ? 0 : static_cast<int>(status_number(status, "Threads"));
}

}  // namespace forkroad
