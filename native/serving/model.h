// What a native model is: a function that serves a listener until the server stops, and then returns.
#pragma once
#include <functional>

#include "registry.h"
#include "serving/server.h"

namespace forkroad {

struct ModelOptions {
  int threads = 0;  ///< of a pool
};

/// Runs on a thread of its own. Returns when `accept_or_stop` gives no more and the threads it joins have ended.
using Model = std::function<void(Server&, const ModelOptions&)>;

}  // namespace forkroad
