// Starting a model on a thread of its own, and ending it.
#include "serving/model-run.h"

#include <pthread.h>

#include <csignal>

#include "serving/threads.h"

namespace forkroad {

ModelRun::ModelRun(const RunOptions& options)
    : server_(options.listener, with_work(registry<Service>().at(options.service), options.work)) {
  interrupt_signal();  // its handler must be there before any thread can be sent it
  // The new thread inherits the mask, so that no signal of the process ever lands on a model's thread.
  sigset_t before;
  pthread_sigmask(SIG_SETMASK, nullptr, &before);
  block_signals_of_this_thread();
  thread_ = std::thread([this, model = registry<Model>().at(options.model), options = options.model_options] {
    name_this_thread("accept");
    model(server_, options);
  });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

ModelRun::~ModelRun() {
  if (thread_.joinable()) stop(std::chrono::milliseconds(0), Scope::here);
}

void ModelRun::stop(std::chrono::milliseconds drain, Scope scope) {
  if (scope == Scope::everywhere) {
    server_.stop_accepting_everywhere();
  } else {
    server_.stop_accepting_here();
  }
  server_.drain(std::chrono::steady_clock::now() + drain);
  server_.cut();
  server_.wait_until_idle();
  thread_.join();
}

}  // namespace forkroad
