// Work per message, without a connection: what is made to wait, and what is spared the work.
#include "services/work.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>

namespace {

using forkroad::Bytes;
using forkroad::Output;
using forkroad::Service;
using forkroad::Session;

/// An output that records what a session does to it.
class Recorded final : public Output {
 public:
  void write(Bytes bytes) override { written.append(bytes.data, bytes.size); }
  void close() override {}
  void pause_input() override { pauses++; }
  void resume_later(std::chrono::nanoseconds delay) override { resume_delay = delay; }
  void set_deadline(std::chrono::nanoseconds) override {}

  std::string written;
  int pauses = 0;
  std::chrono::nanoseconds resume_delay{0};
};

class Repeat final : public Session {
 public:
  explicit Repeat(Output& output) : output_(output) {}
  std::size_t on_bytes(Bytes bytes) override {
    output_.write(bytes);
    return bytes.size;
  }
  void on_end() override {}

 private:
  Output& output_;
};

Service repeat() {
  return [](Output& output) { return std::make_unique<Repeat>(output); };
}

}  // namespace

TEST_CASE("a message waits once, then the service has it") {
  Recorded output;
  const auto session = forkroad::with_work(repeat(), {{}, std::chrono::hours(1)})(output);
  CHECK(session->on_bytes({"later", 5}) == 0);
  CHECK(output.pauses == 1);
  CHECK(output.resume_delay == std::chrono::hours(1));
  CHECK(session->on_bytes({"later", 5}) == 5);
  CHECK(output.written == "later");
}

TEST_CASE("a message of fewer bytes than work is for is served at once") {
  Recorded output;
  const auto session = forkroad::with_work(repeat(), {{}, std::chrono::hours(1), 6})(output);
  CHECK(session->on_bytes({"small", 5}) == 5);
  CHECK(output.written == "small");
  CHECK(output.pauses == 0);
  CHECK(session->on_bytes({"larger", 6}) == 0);
  CHECK(output.pauses == 1);
}
