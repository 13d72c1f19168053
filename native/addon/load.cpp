// The load capability: an engine on threads of its own, its counts while it runs, its edges, and a promise of its end.
#include <memory>

#include "addon/addon.h"
#include "load/echo-peer.h"
#include "load/engine.h"

namespace forkroad::addon {
namespace {

using load::Engine;
using load::Tally;

std::chrono::nanoseconds milliseconds(const Napi::Object& given, const char* key) {
  return std::chrono::nanoseconds(static_cast<std::int64_t>(given.Get(key).As<Napi::Number>().DoubleValue() * 1e6));
}

load::Mode mode_of(const std::string& name) {
  if (name == "churn") return load::Mode::churn;
  return name == "open-loop" ? load::Mode::open_loop : load::Mode::closed_loop;
}

load::Options options_of(const Napi::Object& given) {
  const auto number = [&given](const char* key) { return given.Get(key).As<Napi::Number>(); };
  load::Options options;
  options.host = given.Get("host").As<Napi::String>();
  options.port = static_cast<std::uint16_t>(number("port").Uint32Value());
  options.mode = mode_of(given.Get("mode").As<Napi::String>());
  options.connections = number("connections");
  options.size = static_cast<std::size_t>(number("size").Int64Value());
  options.warm_up = milliseconds(given, "warmUpMs");
  options.duration = milliseconds(given, "durationMs");
  options.windows = number("windows");
  options.timeout = milliseconds(given, "timeoutMs");
  options.slow_client = std::chrono::nanoseconds(number("slowClientNs").Int64Value());
  options.rate = number("rate");
  options.threads = number("threads");
  options.events_fd = number("eventsFd");
  return options;
}

Napi::Array buckets(Napi::Env env, const load::Histogram& histogram) {
  Napi::Array list = Napi::Array::New(env);
  std::uint32_t next = 0;
  histogram.each_bucket([&](double value_ns, std::uint64_t count) {
    Napi::Array bucket = Napi::Array::New(env, 2);
    bucket.Set(0U, value_ns / 1000);
    bucket.Set(1U, static_cast<double>(count));
    list.Set(next++, bucket);
  });
  return list;
}

// `threads` saw the window, each from its own passing of the first edge to its own passing of the next.
Napi::Object window_counts(Napi::Env env, const load::WindowTally& window, std::uint32_t threads) {
  Napi::Object object = Napi::Object::New(env);
  const auto set = [&object](const char* key, double value) { object.Set(key, value); };
  set("messages", static_cast<double>(window.messages.get()));
  set("windowNs", static_cast<double>(window.length_ns.get()) / threads);
  set("cpuNs", static_cast<double>(window.cpu_ns.get()));
  set("busiestCpuNs", static_cast<double>(window.busiest_cpu_ns.get()));
  const std::uint64_t wait_ns = window.busiest_wait_ns.get();
  object.Set("busiestWaitNs", wait_ns == load::WindowTally::unknown_ns
                                  ? env.Null()
                                  : Napi::Number::New(env, static_cast<double>(wait_ns)));
  object.Set("latency", buckets(env, window.latency));
  set("latencyMaxUs", static_cast<double>(window.latency.max_ns()) / 1000);
  object.Set("sendLag", buckets(env, window.send_lag));
  set("sendLagMaxUs", static_cast<double>(window.send_lag.max_ns()) / 1000);
  return object;
}

Napi::Object error_counts(Napi::Env env, const Tally& sum) {
  Napi::Object errors = Napi::Object::New(env);
  for (std::size_t i = 0; i < sum.errors.size(); i++) {
    errors.Set(load::error_names[i], static_cast<double>(sum.errors[i].get()));
  }
  return errors;
}

Napi::Object counts(Napi::Env env, const Engine& engine) {
  Tally sum(engine.windows());
  engine.sum_into(sum);
  Napi::Object object = Napi::Object::New(env);
  const auto set = [&object](const char* key, const load::Count& count) {
    object.Set(key, static_cast<double>(count.get()));
  };
  object.Set("ending", load::ending_names[static_cast<std::size_t>(engine.ending())]);
  object.Set("phase", load::phase_names[static_cast<std::size_t>(engine.phase())]);
  Napi::Array windows = Napi::Array::New(env, sum.windows.size());
  for (std::uint32_t i = 0; i < sum.windows.size(); i++) {
    windows.Set(i, window_counts(env, sum.windows[i], engine.threads()));
  }
  object.Set("windows", windows);
  set("unanswered", sum.unanswered);
  set("established", sum.established);
  set("served", sum.served);
  set("allMessages", sum.all_messages);
  set("bytesSent", sum.bytes_sent);
  set("bytesReceived", sum.bytes_received);
  object.Set("errors", error_counts(env, sum));
  return object;
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
  void OnOK() override { done_.Resolve(counts(Env(), *engine_)); }
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
  run.Set(
      "progress",
      Napi::Function::New(
          info.Env(), [engine](const Napi::CallbackInfo& call) -> Napi::Value { return counts(call.Env(), *engine); },
          "progress"));
  run.Set("stop", Napi::Function::New(
                      info.Env(), [engine](const Napi::CallbackInfo&) { engine->stop(); }, "stop"));
  worker->Queue();
  return run;
}

Napi::Value start_echo(const Napi::CallbackInfo& info) {
  auto peer = or_js_error(info.Env(), [] { return std::make_shared<load::EchoPeer>(); });
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
