// What the load engine has counted, as a JavaScript object: the LoadCounts of src/addon/load.cts.
#pragma once
#include <napi.h>

#include "load/engine.h"

namespace forkroad::addon {

/// May be called while the engine runs.
Napi::Object load_counts(Napi::Env env, const load::Engine& engine);

}  // namespace forkroad::addon
