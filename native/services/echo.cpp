// echo (RFC 862): every byte comes back.
#include "registry.h"
#include "services/session.h"

namespace forkroad {
namespace {

class Echo final : public Session {
 public:
  explicit Echo(Output& output) : output_(output) {}

  std::size_t on_bytes(Bytes bytes) override {
    output_.write(bytes);
    return bytes.size;
  }
  void on_end() override { output_.close(); }

 private:
  Output& output_;
};

const Registered<Service> registered{"echo", [](Output& output) { return std::make_unique<Echo>(output); }};

}  // namespace
}  // namespace forkroad
