// The server capability.
#include "addon/addon.h"

namespace forkroad::addon {

Napi::Object server(Napi::Env env) { return Napi::Object::New(env); }

}  // namespace forkroad::addon
