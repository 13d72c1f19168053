// Reading /proc: whole small files, and the threads of a process. What has gone is empty, never an error.
#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

namespace forkroad {

std::string read_proc_file(const std::string& path);

/// The thread ids in /proc/PID/task.
std::vector<pid_t> thread_ids(pid_t pid);

/// The number behind "Key:" in a status file; 0 when there is none.
long long status_number(const std::string& status, const char* key);

}  // namespace forkroad
