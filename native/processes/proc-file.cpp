// A process may end between any two reads of /proc, so a file or folder that cannot be opened reads as empty.
#include "processes/proc-file.h"

#include <dirent.h>
#include <fcntl.h>

#include <array>
#include <cstdlib>
#include <memory>

#include "sockets/fd.h"

namespace forkroad {

std::string read_proc_file(const std::string& path) {
  const Fd file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  if (!file) return text;
  std::array<char, 4096> chunk{};
  for (;;) {
    const ssize_t got = read(file.get(), chunk.data(), chunk.size());
    if (got <= 0) return text;
    text.append(chunk.data(), static_cast<std::size_t>(got));
  }
}

std::vector<pid_t> thread_ids(pid_t pid) {
  const std::string path = "/proc/" + std::to_string(pid) + "/task";
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir(path.c_str()), closedir);
  std::vector<pid_t> ids;
  if (folder == nullptr) return ids;
  while (const dirent* entry = readdir(folder.get())) {
    if (entry->d_name[0] != '.') ids.push_back(static_cast<pid_t>(std::strtol(entry->d_name, nullptr, 10)));
  }
  return ids;
}

long long status_number(const std::string& status, const char* key) {
  const std::string line = std::string("\n") + key + ":";
  const std::size_t at = status.find(line);
  return at == std::string::npos ? 0 : std::strtoll(status.c_str() + at + line.size(), nullptr, 10);
}

}  // namespace forkroad
