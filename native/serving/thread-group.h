// ThreadGroup: threads that a model starts one after another and waits for at its end.
#pragma once
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "serving/server.h"

namespace forkroad {

/// One thread starts and joins them.
class ThreadGroup {
 public:
  explicit ThreadGroup(Server& server) : server_(server) {}

  /// A thread of this name (15 characters at most). Waits while the system is short of threads; false once the server
  /// stops.
  bool start(const std::string& name, const std::function<void()>& run);
  /// Returns when all that were started have ended. To be called before the group goes.
  void join();

 private:
  Server& server_;
  std::vector<std::thread> threads_;
};

}  // namespace forkroad
