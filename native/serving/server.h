// Server: what a native model serves with (accept until told to stop, serve a connection to its end), and how it stops.
#pragma once
#include <pthread.h>
#include <sys/socket.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "services/session.h"
#include "serving/connection.h"
#include "serving/counters.h"

namespace forkroad {

class Server {
 public:
  /// Borrows the listener, which is blocking and may be shared with other processes.
  Server(int listener, Service service) : listener_(listener), service_(std::move(service)) {}

  // For models, from any thread:

  /// Blocks in accept, with these flags of accept4. Nothing once the server stops. Running out of descriptors or memory
  /// is waited out and counted.
  std::optional<Connection> accept_or_stop() { return accept_or_stop(listener_); }
  std::optional<Connection> accept_or_stop(int listener, int flags = 0);
  /// One more listener on the server's port, which must be shared; the server closes it. Nothing once the server stops.
  /// What the system is short of is waited for.
  std::optional<int> listener_beside();
  /// Serves one connection to its end on the calling thread, blocking; its trouble is counted, never thrown.
  void serve(Connection connection);
  /// The same, but leaves the connection open. Takes no lock, so that a child of fork(2) may do it.
  void serve_to_end(const Connection& connection) const;
  /// Closes this process's copy of a connection that a child serves; a cut then kills the child.
  void give_to_child(Connection& connection, pid_t child);
  /// Tries what answers with an errno (pthread_create) until it succeeds; false when the server stops first.
  /// `exhausted` is what EAGAIN is counted as.
  bool retry_until_stop(const char* syscall, const std::function<int()>& attempt,
                        ErrorKind exhausted = ErrorKind::threads);

  // For models that wait for more than the listener (WatchedListener), from the thread that waits:

  enum class Acceptance { accepted, none, exhausted, stopped };
  /// Takes a connection that waits, with these flags of accept4. The listener must not block. Exhaustion is counted.
  Acceptance accept_ready(int listener, int flags, std::optional<Connection>& connection);
  /// The same of an accept that the kernel has made for this thread: what it came to, a descriptor or a negative errno.
  Acceptance take_accepted(int result, std::optional<Connection>& connection);
  /// While it lives, `stop_accepting_here` interrupts this thread.
  class AcceptingThread {
   public:
    explicit AcceptingThread(Server& server);
    AcceptingThread(const AcceptingThread&) = delete;
    AcceptingThread& operator=(const AcceptingThread&) = delete;
    ~AcceptingThread();

   private:
    Server& server_;
  };
  std::unique_ptr<Session> open_session(Output& output) const { return service_(output); }
  int listener() const { return listener_; }
  bool is_stopping() const { return is_stopping_.load(); }
  /// How long to wait when the system is short of something: a tenth of the second in which service must be back.
  static constexpr std::chrono::milliseconds back_off_time{100};

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
  /// Who serves a live connection: this process, by a descriptor, or a child.
  struct Live {
    int fd;
    pid_t child;

    void cut() const;
  };

  Acceptance accept_blocking(int listener, int flags, std::optional<Connection>& connection);
  Acceptance accept_one(int listener, int flags, std::optional<Connection>& connection);
  Acceptance refused(int error);
  int open_listener_beside(std::optional<int>& opened);
  void shut_down_others();
  Connection admit(Fd fd, const sockaddr_storage& peer);
  void add(std::uint32_t id, int fd);
  void close(Connection& connection);
  void complain(const char* syscall, int error, ErrorKind kind);
  void rest();

  const int listener_;
  const Service service_;
  std::atomic<bool> is_stopping_{false};

  std::mutex mutex_;  // guards all that follows
  std::condition_variable changed_;
  std::unordered_map<std::uint32_t, Live> live_;  // by the connection's number
  std::vector<pthread_t> accepting_;
  std::vector<Fd> others_;  // listeners beside the first, of this process alone
  bool is_cut_ = false;
  std::chrono::steady_clock::time_point last_complaint_{};
};

}  // namespace forkroad
