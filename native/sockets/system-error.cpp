// How a SystemError reads: "listen EADDRINUSE: Address already in use 127.0.0.1:8081", as Node's own errors do.
#include "sockets/system-error.h"

#include <cstring>

namespace forkroad {

static std::string describe(const char* syscall, const std::string& address, int error) {
  const char* name = strerrorname_np(error);
  std::string text = std::string(syscall) + " " + (name != nullptr ? name : "error") + ": " + strerrordesc_np(error);
  return address.empty() ? text : text + " " + address;
}

SystemError::SystemError(const char* syscall, std::string address, int error)
    : std::runtime_error(describe(syscall, address, error)),
      error_(error),
      syscall_(syscall),
      address_(std::move(address)) {}

const char* SystemError::code() const {
  const char* name = strerrorname_np(error_);
  return name != nullptr ? name : "UNKNOWN";
}

}  // namespace forkroad
