// The processes capability.
#include "addon/addon.h"

namespace forkroad::addon {

Napi::Object processes(Napi::Env env) {
  return Napi::Object::New(env);
}

}  // namespace forkroad::addon
