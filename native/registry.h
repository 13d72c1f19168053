// The registry: models and services register themselves from their own file, by the name the command line knows.
#pragma once
#include <map>
#include <string>
#include <utility>

namespace forkroad {

/// One table per kind of thing; an entry is added before main() by a static `Registered` in the thing's own file.
template <typename Entry>
std::map<std::string, Entry>& registry() {
  static std::map<std::string, Entry> table;
  return table;
}

template <typename Entry>
struct Registered {
  Registered(const char* name, Entry entry) { registry<Entry>().emplace(name, std::move(entry)); }
};

}  // namespace forkroad
