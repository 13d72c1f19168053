// iterative-native: one blocking thread accepts a connection, serves it to its end, and accepts the next.
#include "serving/model.h"

namespace forkroad {
namespace {

void iterative_native(Server& server, const ModelOptions&) {
  while (std::optional<Connection> connection = server.accept_or_stop()) server.serve(std::move(*connection));
}

const Registered<Model> registered{"iterative-native", iterative_native};

}  // namespace
}  // namespace forkroad
