// An IO handler's wait, for its sockets and for its inbox alike.
#include "models/io-handler.h"

#include <utility>
#include <vector>

namespace forkroad {

void IoHandler::hand_over(Connection connection) {
  ++connections_;
  inbox_.put(std::move(connection));
}

void IoHandler::serve() {
  std::vector<Connection> taken;
  for (bool is_open = true; is_open || loop_.size() > 0; taken.clear()) {
    std::size_t held = loop_.size();
    if (loop_.serve_ready(std::nullopt)) is_open = inbox_.take(taken);
    held += taken.size();
    for (Connection& connection : taken) loop_.add(std::move(connection));
    if (held > loop_.size()) connections_ -= held - loop_.size();
  }
}

}  // namespace forkroad
