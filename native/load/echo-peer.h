// EchoPeer: the cheapest server there is, one epoll thread that echoes, for the client to find its own ceiling against.
#pragma once
#include <sys/epoll.h>

#include <cstdint>
#include <map>
#include <thread>
#include <vector>

#include "sockets/fd.h"

namespace forkroad::load {

/// On loopback, on a port of its own. Constructed and destroyed by one thread; everything else is its thread's.
class EchoPeer {
 public:
  /// Throws SystemError.
  EchoPeer();
  /// Cuts its connections and joins the thread.
  ~EchoPeer();
  EchoPeer(const EchoPeer&) = delete;
  EchoPeer& operator=(const EchoPeer&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  struct Peer {
    Fd fd;
    std::vector<unsigned char> unsent;  ///< what the socket did not take; nothing is read meanwhile
    std::size_t sent = 0;               ///< of `unsent`
  };

  void run();
  void watch(int fd, std::uint32_t events, int how) const;
  void accept_all();
  void serve(Peer& peer, std::uint32_t events);
  bool echo(Peer& peer);
  bool flush(Peer& peer) const;

  Fd listener_;
  std::uint16_t port_;
  Fd epoll_;
  Fd stop_;  ///< eventfd
  std::map<int, Peer> peers_;
  std::vector<unsigned char> buffer_;
  std::thread thread_;
};

}  // namespace forkroad::load
