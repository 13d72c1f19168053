// A server's accepting: one connection at a time per thread, and back-off while the system is short of something.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "packet-log/packet-log.h"
#include "serving/counters.h"
#include "serving/server.h"
#include "sockets/listener.h"
#include "sockets/system-error.h"

namespace forkroad {
namespace {

constexpr auto complaint_interval = std::chrono::seconds(1);

// Errors of one connection that died in the queue, or of a signal: accept(2) says to treat them as EAGAIN.
bool concerns_one_connection(int error) {
  switch (error) {
    case EINTR:
    case ECONNABORTED:
    case EAGAIN:
    case EPROTO:
    case ENETDOWN:
    case ENOPROTOOPT:
    case EHOSTDOWN:
    case ENONET:
    case EHOSTUNREACH:
    case EOPNOTSUPP:
    case ENETUNREACH:
    case EPERM:
      return true;
    default:
      return false;
  }
}

bool is_exhaustion(int error) {
  return error == EMFILE || error == ENFILE || error == ENOMEM || error == ENOBUFS;
}

}  // namespace

Server::AcceptingThread::AcceptingThread(Server& server) : server_(server) {
  const std::lock_guard lock(server_.mutex_);
  server_.accepting_.push_back(pthread_self());
}

Server::AcceptingThread::~AcceptingThread() {
  const std::lock_guard lock(server_.mutex_);
  std::vector<pthread_t>& accepting = server_.accepting_;
  accepting.erase(std::find(accepting.begin(), accepting.end(), pthread_self()));
  server_.changed_.notify_all();
}

std::optional<Connection> Server::accept_or_stop(int listener, int flags) {
  std::optional<Connection> connection;
  while (!is_stopping()) {
    const Acceptance acceptance = accept_blocking(listener, flags, connection);
    if (acceptance == Acceptance::accepted) return connection;
    if (acceptance == Acceptance::stopped) return std::nullopt;
    if (acceptance == Acceptance::exhausted) rest();
  }
  return std::nullopt;
}

Server::Acceptance Server::accept_blocking(int listener, int flags, std::optional<Connection>& connection) {
  const AcceptingThread here(*this);
  return is_stopping() ? Acceptance::stopped : accept_one(listener, flags, connection);
}

Server::Acceptance Server::accept_ready(int listener, int flags, std::optional<Connection>& connection) {
  return is_stopping() ? Acceptance::stopped : accept_one(listener, flags, connection);
}

Server::Acceptance Server::accept_one(int listener, int flags, std::optional<Connection>& connection) {
  sockaddr_storage peer{};
  socklen_t length = sizeof peer;
  Fd fd(accept4(listener, reinterpret_cast<sockaddr*>(&peer), &length, SOCK_CLOEXEC | flags));
  if (!fd) return refused(errno);
  connection.emplace(admit(std::move(fd), peer));
  return Acceptance::accepted;
}

Server::Acceptance Server::take_accepted(int result, std::optional<Connection>& connection) {
  if (result < 0) return refused(-result);
  sockaddr_storage peer{};
  socklen_t length = sizeof peer;
  if (packet_log::records(packet_log::Level::info)) {
    ::getpeername(result, reinterpret_cast<sockaddr*>(&peer), &length);
  }
  connection.emplace(admit(Fd(result), peer));
  return Acceptance::accepted;
}

Server::Acceptance Server::refused(int error) {
  if (is_exhaustion(error)) {
    complain("accept", error, kind_of_errno(error));
    return Acceptance::exhausted;
  }
  return concerns_one_connection(error) ? Acceptance::none : Acceptance::stopped;  // EINVAL: it was shut down
}

Connection Server::admit(Fd fd, const sockaddr_storage& peer) {
  const std::uint32_t id = next_connection();
  counters().accepted.fetch_add(1, std::memory_order_relaxed);
  const int on = 1;
  setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (packet_log::records(packet_log::Level::info)) {
    packet_log::say(packet_log::Level::info, id, "New connection from " + to_string(peer));
  }
  add(id, fd.get());
  return {*this, std::move(fd), id};
}

std::optional<int> Server::listener_beside() {
  std::optional<int> opened;
  retry_until_stop("listen", [&] { return open_listener_beside(opened); });
  return opened;
}

int Server::open_listener_beside(std::optional<int>& opened) {
  try {
    Fd fd = listen_beside(listener_);
    const std::lock_guard lock(mutex_);
    if (is_stopping()) return 0;  // whoever stops has shut down the others already
    opened = fd.get();
    others_.push_back(std::move(fd));
    return 0;
  } catch (const SystemError& error) {
    return error.error();
  }
}

bool Server::retry_until_stop(const char* syscall, const std::function<int()>& attempt, ErrorKind exhausted) {
  while (!is_stopping()) {
    const int error = attempt();
    if (error == 0) return true;
    complain(syscall, error, error == EAGAIN ? exhausted : kind_of_errno(error));
    rest();
  }
  return false;
}

void Server::complain(const char* syscall, int error, ErrorKind kind) {
  counters().error(kind);
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now - last_complaint_ < complaint_interval) return;
  last_complaint_ = now;
  packet_log::say(packet_log::Level::info, 0,
                  std::string(syscall) + ": " + strerrordesc_np(error) + "; new clients wait");
}

void Server::rest() {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, back_off_time, [this] { return is_stopping(); });
}

}  // namespace forkroad
