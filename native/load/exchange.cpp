// Sending and comparing.
#include "load/exchange.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace forkroad::load {

bool Exchange::send_more(int fd) {
  while (sent_ < size_) {
    const ssize_t sent = ::send(fd, bytes_ + sent_, size_ - sent_, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno == EINTR) continue;
      return errno == EAGAIN;
    }
    sent_ += static_cast<std::size_t>(sent);
  }
  return true;
}

Received Exchange::receive_more(int fd, std::vector<unsigned char>& buffer, bool& is_drained) {
  const std::size_t expected = sent_ - received_;
  const std::size_t wanted = std::min(expected + 1, buffer.size());
  const ssize_t result = ::recv(fd, buffer.data(), wanted, 0);
  if (result < 0) return Received::failed;
  if (result == 0) return Received::ended;
  const auto got = static_cast<std::size_t>(result);
  is_drained = got < wanted;
  if (got > expected) return Received::unsolicited;
  if (std::memcmp(buffer.data(), bytes_ + received_, got) != 0) is_wrong_ = true;
  received_ += got;
  return received_ == size_ ? Received::whole : Received::part;
}

}  // namespace forkroad::load
