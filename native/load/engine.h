// Engine: the load client as a whole: its threads, and the sum of what they counted.
#pragma once
#include <memory>
#include <vector>

#include "load/run.h"
#include "load/worker.h"

namespace forkroad::load {

class Engine {
 public:
  /// Throws SystemError: a host that is no numeric address, no descriptor left for epoll.
  explicit Engine(const Options& options);

  /// Blocks until the run is over, at the latest two timeouts + warm-up + duration + hold + 2 s from
  /// here. Once.
  void run();
  /// Ends the run early; what was measured counts. Any thread.
  void stop() { run_.end(Ending::stopped); }
  /// The server is warm: the measured time begins. Any thread.
  void end_warm_up() { run_.end_warm_up(); }
  WarmUp::Report warm_up() const { return run_.warm_up.report(); }
  /// Ends the hold, or lets there be none. Any thread.
  void release() { run_.release(); }
  /// What was counted so far is added. Any thread.
  void sum_into(Tally& sum) const;
  std::uint32_t windows() const { return run_.options.windows; }
  std::uint32_t threads() const { return static_cast<std::uint32_t>(workers_.size()); }
  Ending ending() const { return run_.ending(); }
  Phase phase() const { return workers_.front()->phase(); }

 private:
  Run run_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace forkroad::load
