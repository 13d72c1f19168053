// HttpAnswer: the cheapest HTTP there is, for the built-in peer: it finds the end of a head, and sends the body back.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace forkroad::load {

/// Of one connection, from our own client: what that never sends is not understood.
class HttpAnswer {
 public:
  /// Appends to `answer` what these bytes are to be answered with. True when that was the connection's last request.
  bool take(const unsigned char* bytes, std::size_t size, std::vector<unsigned char>& answer);

 private:
  void begin(std::vector<unsigned char>& answer);

  std::string head_;           ///< of a request, where it did not come whole
  std::size_t body_left_ = 0;  ///< of the request under way
  bool is_last_ = false;
};

}  // namespace forkroad::load
