// ModelRun: one model at work on one listener, from its start to its orderly stop.
#pragma once
#include <chrono>
#include <string>
#include <thread>

#include "services/work.h"
#include "serving/model.h"

namespace forkroad {

struct RunOptions {
  std::string model;
  std::string service;
  int listener = -1;
  ModelOptions model_options;
  Work work;
};

class ModelRun {
 public:
  /// Throws std::out_of_range for a model or service that is not registered.
  explicit ModelRun(const RunOptions& options);
  /// Stops at once, if `stop` was not called.
  ~ModelRun();
  ModelRun(const ModelRun&) = delete;
  ModelRun& operator=(const ModelRun&) = delete;

  enum class Scope { here, everywhere };
  /// Stops accepting, waits up to `drain` for the connections to end, cuts what is left. Blocks; once.
  void stop(std::chrono::milliseconds drain, Scope scope);
  /// Ends a drain that is under way in another thread.
  void cut() { server_.cut(); }

 private:
  Server server_;
  std::thread thread_;
};

}  // namespace forkroad
