// The counters capability: JavaScript's hand on the slots in the shared region.
#include "serving/counters.h"

#include <cstring>
#include <string>

#include "addon/addon.h"

namespace forkroad::addon {
namespace {

void use_worker(const Napi::CallbackInfo& info) {
  use_counters_of_worker(info[0].As<Napi::Number>().Int32Value());
}

void use_sharer(const Napi::CallbackInfo& info) {
  use_counters_of_sharer(info[0].As<Napi::Number>().Int32Value());
}

Napi::Value next_connection(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), forkroad::next_connection());
}

void accepted(const Napi::CallbackInfo&) {
  forkroad::counters().accepted.fetch_add(1, std::memory_order_relaxed);
}

void closed(const Napi::CallbackInfo&) {
  forkroad::counters().closed.fetch_add(1, std::memory_order_relaxed);
}

void transferred(const Napi::CallbackInfo& info) {
  Counters& own = forkroad::counters();
  const auto bytes_in = static_cast<std::uint64_t>(info[0].As<Napi::Number>().Int64Value());
  const auto bytes_out = static_cast<std::uint64_t>(info[1].As<Napi::Number>().Int64Value());
  own.bytes_in.fetch_add(bytes_in, std::memory_order_relaxed);
  own.bytes_out.fetch_add(bytes_out, std::memory_order_relaxed);
}

ErrorKind kind_named(const std::string& name) {
  for (std::size_t i = 0; i < error_kinds; ++i) {
    const auto kind = static_cast<ErrorKind>(i);
    if (name == to_string(kind)) return kind;
  }
  return ErrorKind::other;
}

void failed(const Napi::CallbackInfo& info) {
  forkroad::counters().error(kind_named(info[0].As<Napi::String>()));
}

int errno_named(const std::string& name) {
  constexpr int last_errno = 133;  // EHWPOISON
  for (int error = 1; error <= last_errno; ++error) {
    const char* const known = strerrorname_np(error);
    if (known != nullptr && name == known) return error;
  }
  return 0;
}

void failed_with(const Napi::CallbackInfo& info) {
  forkroad::counters().error(kind_of_errno(errno_named(info[0].As<Napi::String>())));
}

double read(const std::atomic<std::uint64_t>& counter) {
  return static_cast<double>(counter.load(std::memory_order_relaxed));
}

Napi::Object queue_of(Napi::Env env, const Counters& counters) {
  constexpr double ns_per_us = 1000;
  Napi::Object js = Napi::Object::New(env);
  js.Set("connections", read(counters.queued));
  js.Set("waitUs", read(counters.queue_wait_ns) / ns_per_us);
  js.Set("longestWaitUs", read(counters.longest_queue_wait_ns) / ns_per_us);
  js.Set("deepest", read(counters.deepest_queue));
  return js;
}

Napi::Value of_worker(const Napi::CallbackInfo& info) {
  const Counters& counters = counters_of_worker(info[0].As<Napi::Number>().Int32Value());
  Napi::Object js = Napi::Object::New(info.Env());
  js.Set("accepted", read(counters.accepted));
  js.Set("closed", read(counters.closed));
  js.Set("bytesIn", read(counters.bytes_in));
  js.Set("bytesOut", read(counters.bytes_out));
  Napi::Object errors = Napi::Object::New(info.Env());
  for (std::size_t i = 0; i < error_kinds; ++i) {
    errors.Set(to_string(static_cast<ErrorKind>(i)), read(counters.errors[i]));
  }
  js.Set("errors", errors);
  js.Set("queue", queue_of(info.Env(), counters));
  return js;
}

// Each of its live connections is an error of its own, as any other connection's end by error is.
Napi::Value worker_died(const Napi::CallbackInfo& info) {
  Counters& counters = counters_of_worker(info[0].As<Napi::Number>().Int32Value());
  const std::uint64_t closed = counters.closed.load(std::memory_order_relaxed);
  const std::uint64_t live = counters.accepted.load(std::memory_order_relaxed) - closed;
  counters.closed.fetch_add(live, std::memory_order_relaxed);
  counters.errors[static_cast<std::size_t>(ErrorKind::worker_died)].fetch_add(live, std::memory_order_relaxed);
  return Napi::Number::New(info.Env(), static_cast<double>(live));
}

}  // namespace

Napi::Object counters(Napi::Env env) {
  Napi::Object exports = Napi::Object::New(env);
  exports.Set("useWorker", Napi::Function::New(env, use_worker, "useWorker"));
  exports.Set("useSharer", Napi::Function::New(env, use_sharer, "useSharer"));
  exports.Set("nextConnection", Napi::Function::New(env, next_connection, "nextConnection"));
  exports.Set("accepted", Napi::Function::New(env, accepted, "accepted"));
  exports.Set("closed", Napi::Function::New(env, closed, "closed"));
  exports.Set("transferred", Napi::Function::New(env, transferred, "transferred"));
  exports.Set("failed", Napi::Function::New(env, failed, "failed"));
  exports.Set("failedWith", Napi::Function::New(env, failed_with, "failedWith"));
  exports.Set("ofWorker", Napi::Function::New(env, of_worker, "ofWorker"));
  exports.Set("workerDied", Napi::Function::New(env, worker_died, "workerDied"));
  return exports;
}

}  // namespace forkroad::addon
