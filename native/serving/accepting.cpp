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

namespace forkroad {
namespace {

constexpr auto back_off_time = std::chrono::milliseconds(100);  // a tenth of the second in which service must be back
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
  return error == EMFILE || error == ENFILE || error == ENOMEM || error == ENOBUFS || error == EAGAIN;
}

}  // namespace

std::optional<Connection> Server::accept_or_stop() {
  while (!is_stopping_.load()) {
    sockaddr_storage peer{};
    Fd fd(accept_once(peer));
    const int error = errno;
    if (fd) {
      const std::uint32_t id = next_connection();
      counters().accepted.fetch_add(1, std::memory_order_relaxed);
      const int on = 1;
      setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      if (packet_log::records(packet_log::Level::info)) {
        packet_log::say(packet_log::Level::info, id, "New connection from " + to_string(peer));
      }
      add(fd.get());
      return Connection(*this, std::move(fd), id);
    }
    if (is_exhaustion(error) && error != EAGAIN) {
      back_off("accept", error);
    } else if (!concerns_one_connection(error)) {
      return std::nullopt;  // EINVAL: the listener was shut down
    }
  }
  return std::nullopt;
}

// A thread is in `accepting_` while it may be blocked, so that stop_accepting_here knows whom to interrupt.
int Server::accept_once(sockaddr_storage& peer) {
  {
    const std::lock_guard lock(mutex_);
    accepting_.push_back(pthread_self());
  }
  socklen_t length = sizeof peer;
  const int fd =
      is_stopping_.load() ? -1 : accept4(listener_, reinterpret_cast<sockaddr*>(&peer), &length, SOCK_CLOEXEC);
  const int error = errno;
  {
    const std::lock_guard lock(mutex_);
    accepting_.erase(std::find(accepting_.begin(), accepting_.end(), pthread_self()));
  }
  errno = error;
  return fd;
}

bool Server::retry_until_stop(const char* syscall, const std::function<int()>& attempt) {
  while (!is_stopping_.load()) {
    const int error = attempt();
    if (error == 0) return true;
    back_off(syscall, error);
  }
  return false;
}

void Server::back_off(const char* syscall, int error) {
  counters().error(error == EAGAIN ? ErrorKind::threads : kind_of_errno(error));
  std::unique_lock lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now - last_complaint_ >= complaint_interval) {
    last_complaint_ = now;
    packet_log::say(packet_log::Level::info, 0,
                    std::string(syscall) + ": " + strerrordesc_np(error) + "; new clients wait");
  }
  changed_.wait_for(lock, back_off_time, [this] { return is_stopping_.load(); });
}

}  // namespace forkroad
