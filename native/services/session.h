// The seam between models and services: what the bytes of one connection mean, and where its replies go.
#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace forkroad {

/// A view of bytes; whoever hands it over keeps owning them, and they are valid during the call only.
struct Bytes {
  const char* data;
  std::size_t size;
};

/// Where a session's replies go; the connection owns it. Called only from within the session's constructor
/// (`set_deadline` alone) and its callbacks.
class Output {
 public:
  virtual ~Output() = default;
  /// Sends or queues, in order. What the peer does not take is bounded: the connection stops reading, or is cut.
  virtual void write(Bytes bytes) = 0;
  /// Ends the connection once everything written before has gone out.
  virtual void close() = 0;
  /// No more `on_bytes` until resumed.
  virtual void pause_input() = 0;
  /// Resumes after a delay: bytes not yet consumed are offered again. A blocking connection waits in its thread.
  virtual void resume_later(std::chrono::nanoseconds delay) = 0;
  /// Has `on_deadline` called once, if it is still waiting for the peer's bytes after this time. There is one deadline:
  /// the next call moves it. It may come late, by a hundredth or so. Costs no system call to move on.
  virtual void set_deadline(std::chrono::nanoseconds delay) = 0;
};

/// A service's side of one connection. Called by one thread at a time.
class Session {
 public:
  virtual ~Session() = default;
  /// Returns how many bytes it consumed; the others stay with the connection and come again with what follows them.
  virtual std::size_t on_bytes(Bytes bytes) = 0;
  /// The peer has sent its last byte, and all have been consumed. Usually closes the output.
  virtual void on_end() = 0;
  /// The deadline that it has set has passed. Usually closes the output.
  virtual void on_deadline() {}
};

/// What the registry holds per service: makes the session of one connection.
using Service = std::function<std::unique_ptr<Session>(Output&)>;

}  // namespace forkroad
