// A server's connections: serving them, the set of those that live, and stopping.
#include "serving/server.h"

#include <sys/socket.h>

#include <csignal>

#include "packet-log/packet-log.h"
#include "serving/blocking-connection.h"
#include "serving/threads.h"

namespace forkroad {

Connection::~Connection() {
  if (server_ != nullptr) server_->close(*this);
}

void Server::serve(Connection connection) {
  serve_to_end(connection);
}

void Server::serve_to_end(const Connection& connection) const {
  BlockingConnection blocking(connection.fd(), connection.id());
  const std::unique_ptr<Session> session = service_(blocking);
  blocking.run(*session);
}

void Server::give_to_child(Connection& connection, pid_t child) {
  const std::lock_guard lock(mutex_);
  connection.fd_.reset();
  const Live live{-1, child};
  live_[connection.id_] = live;
  if (is_cut_) live.cut();
}

void Server::Live::cut() const {
  if (child > 0) {
    ::kill(child, SIGKILL);
  } else {
    ::shutdown(fd, SHUT_RDWR);
  }
}

void Server::add(std::uint32_t id, int fd) {
  const std::lock_guard lock(mutex_);
  const Live live{fd, 0};
  live_[id] = live;
  if (is_cut_) live.cut();
}

void Server::close(Connection& connection) {
  // Out of the map first: cut() must never end a descriptor or a process number that someone else has by then.
  const std::lock_guard lock(mutex_);
  live_.erase(connection.id_);
  connection.fd_.reset();
  counters().closed.fetch_add(1, std::memory_order_relaxed);
  packet_log::say(packet_log::Level::debug, connection.id_, "connection closed");
  changed_.notify_all();
}

void Server::stop_accepting_everywhere() {
  is_stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  shut_down_others();
  changed_.notify_all();
}

void Server::stop_accepting_here() {
  is_stopping_ = true;
  shut_down_others();
  changed_.notify_all();
  std::unique_lock lock(mutex_);
  // Again every millisecond: a thread may have been signalled between its check of the flag and its accept.
  while (!accepting_.empty()) {
    for (const pthread_t thread : accepting_) pthread_kill(thread, interrupt_signal());
    changed_.wait_for(lock, std::chrono::milliseconds(1), [this] { return accepting_.empty(); });
  }
}

void Server::shut_down_others() {
  const std::lock_guard lock(mutex_);
  for (const Fd& other : others_) ::shutdown(other.get(), SHUT_RDWR);
}

void Server::drain(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, deadline, [this] { return live_.empty() || is_cut_; });
}

void Server::cut() {
  const std::lock_guard lock(mutex_);
  is_cut_ = true;
  for (const auto& [id, live] : live_) live.cut();
  changed_.notify_all();
}

void Server::wait_until_idle() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return live_.empty(); });
}

}  // namespace forkroad
