// The load capability: an engine on threads of its own, its counts while it runs, its edges, and a promise of its end.
#include <memory>

#include "addon/addon.h"
#include "addon/load-counts.h"
#include "load/echo-peer.h"
#include "load/engine.h"

namespace forkroad::addon {
namespace {

using load::Engine;

std::chrono::nanoseconds milliseconds(const Napi::Object& given, const char* key) {
  return std::chrono::nanoseconds(static_cast<std::int64_t>(given.Get(key).As<Napi::Number>().DoubleValue() * 1e6));
}

load::Mode mode_of(const std::string& name) {
  if (name == "churn") return load::Mode::churn;
  if (name == "burst") return load::Mode::burst;
  return name == "open-loop" ? load::Mode::open_loop : load::Mode::closed_loop;
}

load::Service service_of(const std::string& name) {
  return name == "http-echo" ? load::Service::http_echo : load::Service::echo;
}

load::Options options_of(const Napi::Object& given) {
  const auto number = [&given](const char* key) { return given.Get(key).As<Napi::Number>(); };
  load::Options options;
  options.host = given.Get("host").As<Napi::String>();
  options.port = static_cast<std::uint16_t>(number("port").Uint32Value());
  options.service = service_of(given.Get("service").As<Napi::String>());
  options.mode = mode_of(given.Get("mode").As<Napi::String>());
  options.connections = number("connections");
  options.idle = number("idle");
  options.size = static_cast<std::size_t>(number("size").Int64Value());
  options.warm_up = milliseconds(given, "warmUpMs");
  options.duration = milliseconds(given, "durationMs");
  options.windows = number("windows");
  options.timeout = milliseconds(given, "timeoutMs");
  options.slow_client = std::chrono::nanoseconds(number("slowClientNs").Int64Value());
  options.rate = number("rate");
  options.threads = number("threads");
  options.hold = milliseconds(given, "holdMs");
  options.events_fd = number("eventsFd");
  return options;
}

/// Calls a JavaScript function with the number of each edge, from whichever thread passes it, without waiting.
class EdgeCall {
 public:
  EdgeCall(Napi::Env env, const Napi::Function& function)
      : call_(Napi::ThreadSafeFunction::New(env, function, "edge", 0, 1)) {}
  ~EdgeCall() { call_.Release(); }
  EdgeCall(const EdgeCall&) = delete;
  EdgeCall& operator=(const EdgeCall&) = delete;

  void operator()(std::uint32_t edge) const {
    call_.NonBlockingCall(
        [edge](Napi::Env env, const Napi::Function& function) { function.Call({Napi::Number::New(env, edge)}); });
  }

 private:
  Napi::ThreadSafeFunction call_;
};

// A run blocks, so it is off the event loop.
class LoadRun final : public Napi::AsyncWorker {
 public:
  LoadRun(Napi::Env env, std::shared_ptr<Engine> engine, std::shared_ptr<EdgeCall> edge_call)
      : AsyncWorker(env), done_(env), engine_(std::move(engine)), edge_call_(std::move(edge_call)) {}
  Napi::Promise promise() const { return done_.Promise(); }

  void Execute() override { engine_->run(); }
  void OnOK() override { done_.Resolve(load_counts(Env(), *engine_)); }
  void OnError(const Napi::Error& error) override { done_.Reject(error.Value()); }

 private:
  Napi::Promise::Deferred done_;
  std::shared_ptr<Engine> engine_;
  std::shared_ptr<EdgeCall> edge_call_;
};

Napi::Value start(const Napi::CallbackInfo& info) {
  load::Options options = options_of(info[0].As<Napi::Object>());
  const auto edge_call = std::make_shared<EdgeCall>(info.Env(), info[1].As<Napi::Function>());
  options.on_edge = [call = edge_call.get()](std::uint32_t edge) { (*call)(edge); };  // LoadRun keeps it
  const auto engine = or_js_error(info.Env(), [&options] { return std::make_shared<Engine>(options); });
  auto* worker = new LoadRun(info.Env(), engine, edge_call);  // deletes itself when done
  Napi::Object run = Napi::Object::New(info.Env());
  run.Set("done", worker->promise());
  run.Set("progress",
          Napi::Function::New(
              info.Env(),
              [engine](const Napi::CallbackInfo& call) -> Napi::Value { return load_counts(call.Env(), *engine); },
              "progress"));
  run.Set("release", Napi::Function::New(
                         info.Env(), [engine](const Napi::CallbackInfo&) { engine->release(); }, "release"));
  run.Set("stop", Napi::Function::New(
                      info.Env(), [engine](const Napi::CallbackInfo&) { engine->stop(); }, "stop"));
  worker->Queue();
  return run;
}

Napi::Value start_echo(const Napi::CallbackInfo& info) {
  const load::Service service = service_of(info[0].As<Napi::String>());
  auto peer = or_js_error(info.Env(), [service] { return std::make_shared<load::EchoPeer>(service); });
  Napi::Object echo = Napi::Object::New(info.Env());
  echo.Set("port", Napi::Number::New(info.Env(), peer->port()));
  echo.Set("stop", Napi::Function::New(
                       info.Env(), [peer](const Napi::CallbackInfo&) mutable { peer.reset(); }, "stop"));
  return echo;
}

}  // namespace

Napi::Object load(Napi::Env env) {
  Napi::Object exports = Napi::Object::New(env);
  exports.Set("start", Napi::Function::New(env, start, "start"));
  exports.Set("startEcho", Napi::Function::New(env, start_echo, "startEcho"));
  return exports;
}

}  // namespace forkroad::addon
