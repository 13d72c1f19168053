// The server capability: a native model serving a listener on threads of this process.
#include <sys/resource.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "addon/addon.h"
#include "registry.h"
#include "serving/model-run.h"
#include "serving/room.h"
#include "serving/threads.h"

namespace forkroad::addon {
namespace {

template <typename Entry>
Napi::Value names(const Napi::CallbackInfo& info) {
  Napi::Array list = Napi::Array::New(info.Env());
  for (const auto& [name, entry] : registry<Entry>()) list.Set(list.Length(), name);
  return list;
}

std::chrono::nanoseconds nanoseconds(const Napi::Object& object, const char* key) {
  return std::chrono::nanoseconds(object.Get(key).As<Napi::Number>().Int64Value());
}

RunOptions run_options(const Napi::Object& given) {
  RunOptions options;
  options.model = given.Get("model").As<Napi::String>();
  options.service = given.Get("service").As<Napi::String>();
  options.listener = given.Get("listenFd").As<Napi::Number>();
  options.model_options.threads = given.Get("threads").As<Napi::Number>();
  options.model_options.loops = given.Get("loops").As<Napi::Number>();
  const auto settings = given.Get("settings").As<Napi::Object>();
  for (const auto& [name, value] : settings) {
    options.model_options.settings[name.ToString()] = static_cast<Napi::Value>(value).ToString();
  }
  const auto work = given.Get("work").As<Napi::Object>();
  const std::int64_t from_bytes = work.Get("fromBytes").As<Napi::Number>().Int64Value();
  options.work = {nanoseconds(work, "cpuNs"), nanoseconds(work, "waitNs"), static_cast<std::size_t>(from_bytes)};
  return options;
}

// Draining blocks, so it runs off the event loop.
class Stop final : public Napi::AsyncWorker {
 public:
  Stop(Napi::Env env, std::shared_ptr<ModelRun> run, std::chrono::milliseconds drain, ModelRun::Scope scope)
      : AsyncWorker(env), done_(env), run_(std::move(run)), drain_(drain), scope_(scope) {}
  Napi::Promise promise() const { return done_.Promise(); }

  void Execute() override { run_->stop(drain_, scope_); }
  void OnOK() override { done_.Resolve(Env().Undefined()); }

 private:
  Napi::Promise::Deferred done_;
  std::shared_ptr<ModelRun> run_;
  std::chrono::milliseconds drain_;
  ModelRun::Scope scope_;
};

Napi::Value start(const Napi::CallbackInfo& info) {
  const RunOptions options = run_options(info[0].As<Napi::Object>());
  if (registry<Model>().count(options.model) == 0) throw Napi::Error::New(info.Env(), "no model " + options.model);
  if (registry<Service>().count(options.service) == 0) {
    throw Napi::Error::New(info.Env(), "no service " + options.service);
  }
  const auto run = std::make_shared<ModelRun>(options);
  Napi::Object server = Napi::Object::New(info.Env());
  const auto stop = [run, is_stopped = false](const Napi::CallbackInfo& call) mutable -> Napi::Value {
    if (is_stopped) throw Napi::Error::New(call.Env(), "stop: called before");
    is_stopped = true;
    const std::chrono::milliseconds drain(call[0].As<Napi::Number>().Int64Value());
    const auto scope = call[1].As<Napi::Boolean>() ? ModelRun::Scope::everywhere : ModelRun::Scope::here;
    auto* worker = new Stop(call.Env(), run, drain, scope);  // deletes itself when done
    worker->Queue();
    return worker->promise();
  };
  server.Set("stop", Napi::Function::New(info.Env(), stop, "stop"));
  server.Set("cut", Napi::Function::New(
                        info.Env(), [run](const Napi::CallbackInfo&) { run->cut(); }, "cut"));
  return server;
}

void name_thread(const Napi::CallbackInfo& info) {
  name_this_thread(info[0].As<Napi::String>());
}

void require_room(const Napi::CallbackInfo& info) {
  const auto given = info[0].As<Napi::Object>();
  Room room;
  room.descriptors = given.Get("descriptors").As<Napi::Number>();
  room.address_bytes = static_cast<std::size_t>(given.Get("addressBytes").As<Napi::Number>().Int64Value());
  or_js_error(info.Env(), [&] { forkroad::require_room(room); });
}

void burn(const Napi::CallbackInfo& info) {
  burn_cpu(std::chrono::nanoseconds(info[0].As<Napi::Number>().Int64Value()));
}

Napi::Value usage(const Napi::CallbackInfo& info) {
  struct rusage used {};
  getrusage(info[0].As<Napi::Boolean>() ? RUSAGE_CHILDREN : RUSAGE_SELF, &used);
  const auto microseconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  Napi::Object answer = Napi::Object::New(info.Env());
  answer.Set("cpuUs", microseconds(used.ru_utime) + microseconds(used.ru_stime));
  answer.Set("voluntarySwitches", static_cast<double>(used.ru_nvcsw));
  answer.Set("involuntarySwitches", static_cast<double>(used.ru_nivcsw));
  answer.Set("maxRssKb", static_cast<double>(used.ru_maxrss));
  return answer;
}

}  // namespace

Napi::Object server(Napi::Env env) {
  Napi::Object exports = Napi::Object::New(env);
  exports.Set("models", Napi::Function::New(env, names<Model>, "models"));
  exports.Set("services", Napi::Function::New(env, names<Service>, "services"));
  exports.Set("start", Napi::Function::New(env, start, "start"));
  exports.Set("usage", Napi::Function::New(env, usage, "usage"));
  exports.Set("nameThread", Napi::Function::New(env, name_thread, "nameThread"));
  exports.Set("requireRoom", Napi::Function::New(env, require_room, "requireRoom"));
  exports.Set("burn", Napi::Function::New(env, burn, "burn"));
  return exports;
}

}  // namespace forkroad::addon
