// The processes capability: the tree below a process, and what each process in it has cost; and how fast a CPU is.
// All are quick, but the yardstick, which takes the milliseconds that it is given.
#include "addon/addon.h"
#include "processes/affinity.h"
#include "processes/process-cost.h"
#include "processes/process-tree.h"
#include "processes/yardstick.h"

namespace forkroad::addon {
namespace {

pid_t pid_of(const Napi::CallbackInfo& info) {
  return info[0].As<Napi::Number>().Int32Value();
}

Napi::Value tree(const Napi::CallbackInfo& info) {
  const std::vector<pid_t> pids = process_tree(pid_of(info));
  Napi::Array array = Napi::Array::New(info.Env(), pids.size());
  for (std::uint32_t i = 0; i < pids.size(); ++i) array.Set(i, Napi::Number::New(info.Env(), pids[i]));
  return array;
}

Napi::Value threads(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), thread_count(pid_of(info)));
}

Napi::Value cpu_us(const Napi::CallbackInfo& info) {
  const std::optional<std::int64_t> ns = cpu_clock_ns(pid_of(info));
  return ns ? Napi::Number::New(info.Env(), static_cast<double>(*ns) / 1000) : info.Env().Null();
}

Napi::Value switches(const Napi::CallbackInfo& info) {
  const ContextSwitches count = context_switches(pid_of(info));
  Napi::Object object = Napi::Object::New(info.Env());
  object.Set("voluntary", Napi::Number::New(info.Env(), static_cast<double>(count.voluntary)));
  object.Set("involuntary", Napi::Number::New(info.Env(), static_cast<double>(count.involuntary)));
  return object;
}

Napi::Value cpus(const Napi::CallbackInfo& info) {
  const std::vector<int> usable = usable_cpus(info[0].IsNumber() ? pid_of(info) : 0);
  Napi::Array array = Napi::Array::New(info.Env(), usable.size());
  for (std::uint32_t i = 0; i < usable.size(); ++i) array.Set(i, Napi::Number::New(info.Env(), usable[i]));
  return array;
}

// Throws what sched_setaffinity(2) said.
void use_these_cpus(const Napi::CallbackInfo& info) {
  const Napi::Array given = info[0].As<Napi::Array>();
  std::vector<int> cpus;
  for (std::uint32_t i = 0; i < given.Length(); ++i) cpus.push_back(given.Get(i).As<Napi::Number>().Int32Value());
  or_js_error(info.Env(), [&cpus] {
    if (!use_cpus(cpus)) throw SystemError("sched_setaffinity", {}, cpus.empty() ? EINVAL : errno);
    return true;
  });
}

Napi::Value yardstick(const Napi::CallbackInfo& info) {
  const int cpu = info[0].As<Napi::Number>().Int32Value();
  const std::chrono::microseconds duration(info[1].As<Napi::Number>().Int64Value());
  const double ns = or_js_error(info.Env(), [cpu, duration] { return yardstick_ns(cpu, duration); });
  return Napi::Number::New(info.Env(), ns);
}

}  // namespace

Napi::Object processes(Napi::Env env) {
  Napi::Object exports = Napi::Object::New(env);
  exports.Set("tree", Napi::Function::New(env, tree, "tree"));
  exports.Set("threads", Napi::Function::New(env, threads, "threads"));
  exports.Set("cpuUs", Napi::Function::New(env, cpu_us, "cpuUs"));
  exports.Set("contextSwitches", Napi::Function::New(env, switches, "contextSwitches"));
  exports.Set("cpus", Napi::Function::New(env, cpus, "cpus"));
  exports.Set("useCpus", Napi::Function::New(env, use_these_cpus, "useCpus"));
  exports.Set("yardstick", Napi::Function::New(env, yardstick, "yardstick"));
  return exports;
}

}  // namespace forkroad::addon
