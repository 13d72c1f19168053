// The addon's table of contents: one capability per file in this folder, each an object of functions on the exports.
#include "addon/addon.h"

static Napi::Object init(Napi::Env env, Napi::Object exports) {
  exports.Set("sockets", forkroad::addon::sockets(env));
  exports.Set("packetLog", forkroad::addon::packet_log(env));
  exports.Set("counters", forkroad::addon::counters(env));
  exports.Set("server", forkroad::addon::server(env));
  exports.Set("ioUring", forkroad::addon::io_uring(env));
  exports.Set("load", forkroad::addon::load(env));
  exports.Set("processes", forkroad::addon::processes(env));
  return exports;
}

NODE_API_MODULE(NODE_GYP_MODULE_NAME, init)
