// EchoPeer: the cheapest server there is, one epoll thread that echoes, plainly or as HTTP, for the client to find its
// own ceiling against.
#pragma once
#include <sys/epoll.h>

#include <cstdint>
#include <map>
#include <thread>
#include <vector>

#include "load/http-answer.h"
#include "load/options.h"
#include "sockets/fd.h"

namespace forkroad::load {

/// On loopback, on a port of its own. Constructed and destroyed by one thread; everything else is its thread's.
class EchoPeer {
 public:
  /// Throws SystemError.
  explicit EchoPeer(Service service);
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
    HttpAnswer http;
    bool is_ending = false;  ///< once `unsent` is out
  };

  void run();
  void watch(int fd, std::uint32_t events, int how) const;
  void accept_all();
  void serve(Peer& peer, std::uint32_t events);
  bool receive(Peer& peer);
  bool answer(Peer& peer, const unsigned char* bytes, std::size_t size) const;
  bool flush(Peer& peer) const;

  const Service service_;
  Fd listener_;
  std::uint16_t port_;
  Fd epoll_;
  Fd stop_;  ///< eventfd
  std::map<int, Peer> peers_;
  std::vector<unsigned char> buffer_;
  std::vector<unsigned char> answer_;
  std::thread thread_;
};

}  // namespace forkroad::load
