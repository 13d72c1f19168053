// The load capability: an engine on threads of its own, its counts while it runs, and a promise of its end.
#include <memory>

#include "addon/addon.h"
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
  options.timeout = milliseconds(given, "timeoutMs");
  options.rate = number("rate");
  options.threads = number("threads");
  options.events_fd = number("eventsFd");
  return options;
}

Napi::Value microseconds(Napi::Env env, std::optional<double> nanoseconds) {
  return nanoseconds ? Napi::Value(Napi::Number::New(env, *nanoseconds / 1000)) : env.Null();
}

Napi::Object percentiles(Napi::Env env, const load::Histogram& histogram) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("p50", microseconds(env, histogram.percentile_ns(0.50)));
  object.Set("p90", microseconds(env, histogram.percentile_ns(0.90)));
  object.Set("p99", microseconds(env, histogram.percentile_ns(0.99)));
  object.Set("p999", microseconds(env, histogram.percentile_ns(0.999)));
  object.Set("max", microseconds(env, histogram.max_ns()));
  return object;
}

Napi::Object counts(Napi::Env env, const Engine& engine) {
  const auto sum = std::make_unique<Tally>();
  engine.sum_into(*sum);
  Napi::Object object = Napi::Object::New(env);
  const auto set = [&object](const char* key, const load::Count& count) {
    object.Set(key, static_cast<double>(count.get()));
  };
  object.Set("ending", load::ending_names[static_cast<std::size_t>(engine.ending())]);
  object.Set("phase", load::phase_names[static_cast<std::size_t>(engine.phase())]);
  object.Set("latencyUs", percentiles(env, sum->latency));
  object.Set("sendLagUs", percentiles(env, sum->send_lag));
  set("messages", sum->messages);
  set("unanswered", sum->unanswered);
  set("cpuNs", sum->cpu_ns);
  set("windowNs", sum->window_ns);
  set("established", sum->established);
  set("served", sum->served);
  set("allMessages", sum->all_messages);
  set("bytesSent", sum->bytes_sent);
  set("bytesReceived", sum->bytes_received);
  Napi::Object errors = Napi::Object::New(env);
  for (std::size_t i = 0; i < sum->errors.size(); i++) {
    errors.Set(load::error_names[i], static_cast<double>(sum->errors[i].get()));
  }
  object.Set("errors", errors);
  return object;
}

// A run blocks, so it is off the event loop.
class LoadRun final : public Napi::AsyncWorker {
 public:
  LoadRun(Napi::Env env, std::shared_ptr<Engine> engine) : AsyncWorker(env), done_(env), engine_(std::move(engine)) {}
  Napi::Promise promise() const { return done_.Promise(); }

  void Execute() override { engine_->run(); }
  void OnOK() override { done_.Resolve(counts(Env(), *engine_)); }
  void OnError(const Napi::Error& error) override { done_.Reject(error.Value()); }

 private:
  Napi::Promise::Deferred done_;
  std::shared_ptr<Engine> engine_;
};

Napi::Value start(const Napi::CallbackInfo& info) {
  const load::Options options = options_of(info[0].As<Napi::Object>());
  const auto engine = or_js_error(info.Env(), [&options] { return std::make_shared<Engine>(options); });
  auto* worker = new LoadRun(info.Env(), engine);  // deletes itself when done
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

}  // namespace

Napi::Object load(Napi::Env env) {
  Napi::Object exports = Napi::Object::New(env);
  exports.Set("start", Napi::Function::New(env, start, "start"));
  return exports;
}

}  // namespace forkroad::addon
