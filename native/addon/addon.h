// What the addon's capabilities share: their makers, and how a SystemError becomes a JavaScript Error.
#pragma once
#include <napi.h>

#include "sockets/system-error.h"

namespace forkroad::addon {

Napi::Object sockets(Napi::Env env);
Napi::Object packet_log(Napi::Env env);
Napi::Object counters(Napi::Env env);
Napi::Object server(Napi::Env env);
Napi::Object io_uring(Napi::Env env);
Napi::Object load(Napi::Env env);
Napi::Object processes(Napi::Env env);

/// An Error with `code`, `errno`, `syscall` and `address`, as Node's own have.
Napi::Error to_js_error(Napi::Env env, const SystemError& error);

/// Runs set-up that may throw SystemError, and rethrows it as a JavaScript Error.
template <typename Action>
auto or_js_error(Napi::Env env, Action action) {
  try {
    return action();
  } catch (const SystemError& error) {
    throw to_js_error(env, error);
  }
}

}  // namespace forkroad::addon
