// SystemError: a failed system call as an exception that knows errno, the call and the address it was for.
#pragma once
#include <cerrno>
#include <stdexcept>
#include <string>

namespace forkroad {

/// Thrown by set-up only; what happens on a connection is counted, never thrown.
class SystemError : public std::runtime_error {
 public:
  SystemError(const char* syscall, std::string address = {}, int error = errno);

  int error() const { return error_; }
  /// The symbolic name, "EADDRINUSE".
  const char* code() const;
  const std::string& syscall() const { return syscall_; }
  const std::string& address() const { return address_; }

 private:
  int error_;
  std::string syscall_;
  std::string address_;
};

}  // namespace forkroad
