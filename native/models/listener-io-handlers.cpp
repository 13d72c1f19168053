// listener-io-handlers: a listener hands each new connection to one of N IO handlers, threads with an epoll set each.
#include <sys/socket.h>

#include <atomic>
#include <deque>
#include <string>

#include "models/io-handler.h"
#include "serving/counters.h"
#include "serving/model.h"
#include "serving/thread-group.h"

namespace forkroad {
namespace {

class IoHandlers {
 public:
  IoHandlers(Server& server, const ModelOptions& options)
      : picks_least_loaded_(options.settings.at("pick") == "least-loaded") {
    for (int i = 0; i < options.loops; ++i) handlers_.emplace_back(server);
  }

  bool start(ThreadGroup& threads) {
    int number = 0;
    for (IoHandler& handler : handlers_) {
      const auto serve = [&handler, number = ++number] {
        use_counters_of_sharer(number);
        handler.serve();
      };
      if (!threads.start("io-handler-" + std::to_string(number), serve)) return false;
    }
    return true;
  }

  /// The calling thread accepts and hands over, until the server stops.
  void listen(Server& server, int listener) {
    while (std::optional<Connection> connection = server.accept_or_stop(listener, SOCK_NONBLOCK)) {
      const std::size_t picked = pick();
      accepted_for(static_cast<int>(picked) + 1);
      handlers_[picked].hand_over(std::move(*connection));
    }
  }

  void end_when_idle() {
    for (IoHandler& handler : handlers_) handler.end_when_idle();
  }

 private:
  /// Each in its turn; of those that have the fewest, too.
  std::size_t pick() {
    const std::size_t count = handlers_.size();
    const std::size_t turn = next_turn_++;
    std::size_t picked = turn % count;
    for (std::size_t i = 1; picks_least_loaded_ && i < count; ++i) {
      const std::size_t other = (turn + i) % count;
      if (handlers_[other].connections() < handlers_[picked].connections()) picked = other;
    }
    return picked;
  }

  const bool picks_least_loaded_;
  std::atomic<std::size_t> next_turn_{0};  // of all listeners
  std::deque<IoHandler> handlers_;
};

void listener_io_handlers(Server& server, const ModelOptions& options) {
  IoHandlers handlers(server, options);
  ThreadGroup handler_threads(server);
  ThreadGroup listeners(server);
  bool has_all = !server.is_stopping() && handlers.start(handler_threads);
  for (int number = 1; has_all && number <= options.number("listeners"); ++number) {
    const std::optional<int> listener = number == 1 ? server.listener() : server.listener_beside();
    if (!listener) break;
    const auto listen = [&server, &handlers, listener = *listener] { handlers.listen(server, listener); };
    has_all = listeners.start("listener-" + std::to_string(number), listen);
  }
  listeners.join();
  handlers.end_when_idle();
  handler_threads.join();
}

const Registered<Model> registered{"listener-io-handlers", listener_io_handlers};

}  // namespace
}  // namespace forkroad
