// A connection's life on a worker: connecting, exchanging, and the ways it ends.
//
// Sockets are watched edge-triggered, once, for reading and writing both: no epoll_ctl per message, and the kernel does
// not poll a socket again that was read empty. In return, reading must go on until there is no more (a protocol asks
// for more than it expects, to know), and a peer's end that came with the data must be read for.
#include <sys/socket.h>

#include <cerrno>

#include "load/worker.h"

namespace forkroad::load {
namespace {

constexpr int most_reads = 16;  // at a time: up to 4 MiB

epoll_event event_of(Connection& connection) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.ptr = &connection;
  return event;
}

}  // namespace

void Worker::open(Connection& connection) {
  connection.since_ns = connection.active_ns = now_;
  connection.is_late = false;
  connection.state = State::connecting;
  connecting_++;
  connection.fd = run_.target.connect(static_cast<std::uint32_t>(connection.number + connection.messages));
  if (!connection.fd) return lose(connection, kind_of(errno));
  open_++;
  if (connection.is_silent) silent_unanswered_++;
  epoll_event event = event_of(connection);
  if (epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, connection.fd.get(), &event) != 0) lose(connection, kind_of(errno));
}

void Worker::handle(Connection& connection, std::uint32_t events) {
  if (connection.state == State::connecting) return establish(connection, events);
  if (connection.state == State::closed) return;  // by another event of the same batch
  if (connection.state == State::exchanging && !connection.exchange.is_sent() &&
      !run_.protocol->send_more(connection.fd.get(), connection.exchange)) {
    return lose(connection, kind_of(errno));
  }
  read(connection, (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0);
}

void Worker::establish(Connection& connection, std::uint32_t events) {
  now_ = now_ns();
  int error = 0;
  socklen_t length = sizeof error;
  if ((events & (EPOLLERR | EPOLLHUP)) != 0) {
    getsockopt(connection.fd.get(), SOL_SOCKET, SO_ERROR, &error, &length);
  }
  if (error != 0) return lose(connection, kind_of(error));
  connecting_--;
  connection.state = State::idle;
  if (!connection.was_established) (connection.is_silent ? tally_.idle_established : tally_.established).add(1);
  connection.was_established = true;
  if ((events & EPOLLIN) != 0) read(connection, true);  // it spoke, or ended, before it was asked
  if (connection.state == State::idle && !is_draining()) on_established(connection);
}

void Worker::send(Connection& connection, std::int64_t since) {
  connection.state = State::exchanging;
  connection.since_ns = since;
  connection.active_ns = now_;
  const Protocol& protocol = *run_.protocol;
  protocol.begin(connection.exchange, run_.pattern.message(connection.number, connection.messages++));
  if (!protocol.send_more(connection.fd.get(), connection.exchange)) lose(connection, kind_of(errno));
}

// A server that sends without end must not keep the others, nor the clock, waiting.
void Worker::read(Connection& connection, bool is_ending) {
  for (int reads = 1; receive(connection, is_ending) && connection.state != State::closed; reads++) {
    if (reads == most_reads) return come_back(connection);
  }
}

// Arming a socket again makes an event of what it still has.
void Worker::come_back(Connection& connection) {
  epoll_event event = event_of(connection);
  if (epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, connection.fd.get(), &event) != 0) lose(connection, kind_of(errno));
}

// One read and what follows from it. True when there may be more to read.
bool Worker::receive(Connection& connection, bool is_ending) {
  bool is_drained = false;
  const Received received = run_.protocol->receive_more(connection.fd.get(), connection.exchange, buffer_, is_drained);
  const int error = errno;
  now_ = now_ns();
  switch (received) {
    case Received::part:
      return !is_drained || is_ending;
    case Received::whole:
      complete(connection);
      return !is_drained || is_ending;
    case Received::unsolicited:
      lose(connection, ErrorKind::unsolicited);
      return false;
    case Received::malformed:
      lose(connection, ErrorKind::malformed);
      return false;
    case Received::ended:
      if (connection.state != State::closing) {
        lose(connection, ErrorKind::ended);
      } else {
        close(connection);
        on_closed(connection);
      }
      return false;
    case Received::failed:
      if (error != EAGAIN && error != EINTR) lose(connection, kind_of(error));
      return error == EINTR;
  }
  return false;
}

void Worker::await_end(Connection& connection) {
  connection.state = State::closing;
  connection.active_ns = now_;
}

void Worker::half_close(Connection& connection) {
  await_end(connection);
  ::shutdown(connection.fd.get(), SHUT_WR);
}

void Worker::lose(Connection& connection, ErrorKind kind) {
  const bool is_its_fault = kind == ErrorKind::unsolicited || kind == ErrorKind::malformed;
  if (!is_draining() || is_its_fault) tally_.error(kind);
  if (kind != ErrorKind::ports && kind != ErrorKind::descriptors) remember_lost(connection);
  come_back_late(connection);
  close(connection);
  if (!is_over()) on_lost(connection);
}

void Worker::close(Connection& connection) {
  if (connection.state == State::connecting) connecting_--;
  if (connection.fd) open_--;
  if (connection.fd && connection.is_silent && !connection.was_served) silent_unanswered_--;
  tally_.bytes_sent.add(connection.exchange.sent);
  tally_.bytes_received.add(connection.exchange.received);
  if (connection.exchange.is_wrong) tally_.error(ErrorKind::wrong_byte);  // of a reply that never became whole
  connection.exchange.rest();
  connection.state = State::closed;
  connection.fd.reset();
}

void Worker::on_established(Connection& connection) {
  if (!connection.was_served) {
    send(connection, now_);
  } else if (phase() != Phase::opening && !connection.is_silent) {
    on_idle(connection);
  }
}

void Worker::on_closed(Connection& connection) {
  if (is_draining()) return;
  tally_.reconnects.add(1);
  open(connection);
}

void Worker::on_lost(Connection& connection) {
  run_.lost_one(now_, connection.is_silent);
}

}  // namespace forkroad::load
