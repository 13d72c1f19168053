// Level-triggered, so that a message costs the peer one epoll event, one recv and one send.
#include "load/echo-peer.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "serving/threads.h"
#include "sockets/listener.h"
#include "sockets/system-error.h"

namespace forkroad::load {
namespace {

constexpr int backlog = 4096;
constexpr int batch = 256;
constexpr std::size_t buffer_bytes = 256 * 1024;

}  // namespace

EchoPeer::EchoPeer(Service service)
    : service_(service),
      listener_(listen_on("127.0.0.1", 0, backlog)),
      port_(local_port(listener_.get())),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      stop_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      buffer_(buffer_bytes) {
  if (!epoll_) throw SystemError("epoll_create1");
  if (!stop_) throw SystemError("eventfd");
  fcntl(listener_.get(), F_SETFL, O_NONBLOCK);
  watch(listener_.get(), EPOLLIN, EPOLL_CTL_ADD);
  watch(stop_.get(), EPOLLIN, EPOLL_CTL_ADD);
  thread_ = std::thread([this] { run(); });
}

EchoPeer::~EchoPeer() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(stop_.get(), &one, sizeof one);
  thread_.join();
}

void EchoPeer::watch(int fd, std::uint32_t events, int how) const {
  epoll_event event{};
  event.events = events;
  event.data.fd = fd;
  epoll_ctl(epoll_.get(), how, fd, &event);
}

void EchoPeer::run() {
  name_this_thread("load-echo");
  block_signals_of_this_thread();
  std::array<epoll_event, batch> events;
  for (;;) {
    const int count = epoll_wait(epoll_.get(), events.data(), batch, -1);
    for (int i = 0; i < count; i++) {
      const int fd = events[i].data.fd;
      if (fd == stop_.get()) return;
      if (fd == listener_.get()) {
        accept_all();
      } else if (const auto peer = peers_.find(fd); peer != peers_.end()) {
        serve(peer->second, events[i].events);
      }
    }
  }
}

void EchoPeer::accept_all() {
  for (;;) {
    Fd fd(accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!fd) return;
    const int number = fd.get();
    peers_[number].fd = std::move(fd);
    watch(number, EPOLLIN, EPOLL_CTL_ADD);
  }
}

void EchoPeer::serve(Peer& peer, std::uint32_t events) {
  const bool goes_on = (events & EPOLLOUT) != 0 ? flush(peer) : receive(peer);
  if (!goes_on) peers_.erase(peer.fd.get());
}

// False when the connection is at its end.
bool EchoPeer::receive(Peer& peer) {
  const ssize_t result = ::recv(peer.fd.get(), buffer_.data(), buffer_.size(), 0);
  if (result <= 0) return result < 0 && (errno == EAGAIN || errno == EINTR);
  const auto got = static_cast<std::size_t>(result);
  if (service_ == Service::echo) return answer(peer, buffer_.data(), got);
  answer_.clear();
  peer.is_ending = peer.http.take(buffer_.data(), got, answer_);
  return answer(peer, answer_.data(), answer_.size());
}

bool EchoPeer::answer(Peer& peer, const unsigned char* bytes, std::size_t size) const {
  const ssize_t sent = ::send(peer.fd.get(), bytes, size, MSG_NOSIGNAL);
  if (sent == static_cast<ssize_t>(size)) return !peer.is_ending;
  if (sent < 0 && errno != EAGAIN) return false;
  peer.unsent.assign(bytes + (sent < 0 ? 0 : sent), bytes + size);
  peer.sent = 0;
  watch(peer.fd.get(), EPOLLOUT, EPOLL_CTL_MOD);
  return true;
}

bool EchoPeer::flush(Peer& peer) const {
  const ssize_t sent =
      ::send(peer.fd.get(), peer.unsent.data() + peer.sent, peer.unsent.size() - peer.sent, MSG_NOSIGNAL);
  if (sent < 0) return errno == EAGAIN;
  peer.sent += static_cast<std::size_t>(sent);
  if (peer.sent < peer.unsent.size()) return true;
  watch(peer.fd.get(), EPOLLIN, EPOLL_CTL_MOD);
  return !peer.is_ending;
}

}  // namespace forkroad::load
