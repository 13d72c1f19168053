// Server: what a native model serves with (accept until told to stop, serve a connection to its end), and how it stops.
#pragma once
#include <pthread.h>
#include <sys/socket.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <unordered_set>
#include <vector>

#include "services/session.h"
#include "serving/connection.h"

namespace forkroad {

class Server {
 public:
  /// Borrows the listener, which is blocking and may be shared with other processes.
  Server(int listener, Service service) : listener_(listener), service_(std::move(service)) {}

  // For models, from any thread:

  /// Blocks in accept. Nothing once the server stops. Running out of descriptors or memory is waited out and counted.
  std::optional<Connection> accept_or_stop();
  /// Serves one connection to its end on the calling thread, blocking; its trouble is counted, never thrown.
  void serve(Connection connection);
  /// Tries what answers with an errno (pthread_create) until it succeeds; false when the server stops first.
  bool retry_until_stop(const char* syscall, const std::function<int()>& attempt);

  // For the server's owner:

  /// Stops accepting in every process that shares the listener: shutdown(2) breaks their accepts.
  void stop_accepting_everywhere();
  /// Stops accepting in this process alone: its threads are interrupted by a signal. Blocks for milliseconds.
  void stop_accepting_here();
  /// Returns once no connection is left, the deadline has passed, or `cut` was called.
  void drain(std::chrono::steady_clock::time_point deadline);
  /// Breaks every connection that is left; their threads then end by themselves.
  void cut();
  /// Returns once no connection is left.
  void wait_until_idle();

 private:
  friend class Connection;
  void add(int fd);
  void close(Connection& connection);
  void back_off(const char* syscall, int error);
  int accept_once(sockaddr_storage& peer);

  const int listener_;
  const Service service_;
  std::atomic<bool> is_stopping_{false};

  std::mutex mutex_;  // guards all that follows
  std::condition_variable changed_;
  std::unordered_set<int> live_;
  std::vector<pthread_t> accepting_;
  bool is_cut_ = false;
  std::chrono::steady_clock::time_point last_complaint_{};
};

}  // namespace forkroad
