// The threads of a pool: started before there are clients, named for ps, joined when the last of them has ended.
#pragma once
#include <functional>

#include "serving/server.h"
#include "serving/thread-group.h"

namespace forkroad {

class Pool {
 public:
  /// Starts threads pool-1, pool-2 … that each run `work`: as many as asked for, or fewer where the server stops first.
  Pool(Server& server, int threads, const std::function<void()>& work);
  /// Waits for them to end.
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

 private:
  ThreadGroup threads_;
};

}  // namespace forkroad
