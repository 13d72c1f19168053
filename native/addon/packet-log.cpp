// The packet-log capability.
#include "addon/addon.h"

namespace forkroad::addon {

Napi::Object packet_log(Napi::Env env) {
  return Napi::Object::New(env);
}

}  // namespace forkroad::addon
