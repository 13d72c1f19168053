// The load capability: an engine on threads of its own, its counts while it runs, its edges, and a promise of its end.
#include <memory>
#include <vector>

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
  options.warm_up_window = milliseconds(given, "warmUpWindowMs");
  options.warm_up_messages = number("warmUpWindowMessages").Uint32Value();
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

/// Calls a JavaScript function with numbers, from whichever thread, without waiting.
class NumbersCall {
 public:
  NumbersCall(Napi::Env env, const Napi::Function& function)
      : call_(Napi::ThreadSafeFunction::New(env, function, "load", 0, 1)) {}
  ~NumbersCall() { call_.Release(); }
  NumbersCall(const NumbersCall&) = delete;
  NumbersCall& operator=(const NumbersCall&) = delete;

  void operator()(double first, double second = 0) const {
    call_.NonBlockingCall([first, second](Napi::Env env, const Napi::Function& function) {
      function.Call({Napi::Number::New(env, first), Napi::Number::New(env, second)});
    });
  }

 private:
  Napi::ThreadSafeFunction call_;
};

// A run blocks, so it is off the event loop.
class LoadRun final : public Napi::AsyncWorker {
 public:
  LoadRun(Napi::Env env, std::shared_ptr<Engine> engine, std::vector<std::shared_ptr<NumbersCall>> calls)
      : AsyncWorker(env), done_(env), engine_(std::move(engine)), calls_(std::move(calls)) {}
  Napi::Promise promise() const { return done_.Promise(); }

  void Execute() override { engine_->run(); }
  void OnOK() override { done_.Resolve(load_counts(Env(), *engine_)); }
  void OnError(const Napi::Error& error) override { done_.Reject(error.Value()); }

 private:
  Napi::Promise::Deferred done_;
  std::shared_ptr<Engine> engine_;
  const std::vector<std::shared_ptr<NumbersCall>> calls_;  // for as long as the engine runs
};

Napi::Value start(const Napi::CallbackInfo& info) {
  load::Options options = options_of(info[0].As<Napi::Object>());
  const auto on_edge = std::make_shared<NumbersCall>(info.Env(), info[1].As<Napi::Function>());
  const auto on_warm_up = std::make_shared<NumbersCall>(info.Env(), info[2].As<Napi::Function>());
  options.on_edge = [call = on_edge.get()](std::uint32_t edge) { (*call)(edge); };
  options.on_warm_up = [call = on_warm_up.get()](std::uint64_t messages, std::int64_t length_ns) {
    (*call)(static_cast<double>(messages), static_cast<double>(length_ns));
  };
  const auto engine = or_js_error(info.Env(), [&options] { return std::make_shared<Engine>(options); });
  auto* worker = new LoadRun(info.Env(), engine, {on_edge, on_warm_up});  // deletes itself when done
  Napi::Object run = Napi::Object::New(info.Env());
  run.Set("done", worker->promise());
  run.Set("progress",
          Napi::Function::New(
              info.Env(),
              [engine](const Napi::CallbackInfo& call) -> Napi::Value { return load_counts(call.Env(), *engine); },
              "progress"));
  const auto set = [&info, &run, &engine](const char* name, void (Engine::*method)()) {
    const auto call = [engine, method](const Napi::CallbackInfo&) { (engine.get()->*method)(); };
    run.Set(name, Napi::Function::New(info.Env(), call, name));
  };
  set("endWarmUp", &Engine::end_warm_up);
  set("release", &Engine::release);
  set("stop", &Engine::stop);
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
