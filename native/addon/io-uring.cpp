// The io_uring capability: whether this addon and this kernel have what the model io-uring is made of.
#include "addon/addon.h"
#ifdef FORKROAD_HAS_LIBURING
#include "serving/uring/probe.h"
#endif

namespace forkroad::addon {
namespace {

#ifdef FORKROAD_HAS_LIBURING
constexpr bool is_built_in = true;
int refusal() {
  return refusal_of_io_uring();
}
#else
constexpr bool is_built_in = false;
int refusal() {
  return ENOSYS;
}
#endif

Napi::Value refusal_name(const Napi::CallbackInfo& info) {
  const int error = refusal();
  if (error == 0) return info.Env().Null();
  return Napi::String::New(info.Env(), SystemError("io_uring_setup", {}, error).code());
}

}  // namespace

Napi::Object io_uring(Napi::Env env) {
  Napi::Object exports = Napi::Object::New(env);
  exports.Set("isBuiltIn", Napi::Boolean::New(env, is_built_in));
  exports.Set("refusal", Napi::Function::New(env, refusal_name, "refusal"));
  return exports;
}

}  // namespace forkroad::addon
