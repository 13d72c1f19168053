// The counters capability.
#include "addon/addon.h"

namespace forkroad::addon {

Napi::Object counters(Napi::Env env) {
  return Napi::Object::New(env);
}

}  // namespace forkroad::addon
