// The load capability.
#include "addon/addon.h"

namespace forkroad::addon {

Napi::Object load(Napi::Env env) {
  return Napi::Object::New(env);
}

}  // namespace forkroad::addon
