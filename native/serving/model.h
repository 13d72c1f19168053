// What a native model is: a function that serves a listener until the server stops, and then returns.
#pragma once
#include <functional>
#include <map>
#include <string>

#include "registry.h"
#include "serving/server.h"

namespace forkroad {

struct ModelOptions {
  int threads = 0;  ///< of a pool
  int loops = 0;    ///< threads that each serve many connections
  /// The model's own, by the names and with the values that its TypeScript file allows; none is missing. A flag is
  /// "true" or "false".
  std::map<std::string, std::string> settings;

  int number(const std::string& name) const { return std::stoi(settings.at(name)); }
  bool is_set(const std::string& name) const { return settings.at(name) == "true"; }
};

/// Runs on a thread of its own. Returns when `accept_or_stop` gives no more and the threads it joins have ended.
using Model = std::function<void(Server&, const ModelOptions&)>;

}  // namespace forkroad
