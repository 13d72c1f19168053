// The sockets capability: listeners by descriptor number, so that processes can inherit them.
#include "sockets/listener.h"

#include <fcntl.h>
#include <sys/socket.h>

#include "addon/addon.h"

namespace forkroad::addon {
namespace {

Napi::Value listen(const Napi::CallbackInfo& info) {
  const std::string host = info[0].As<Napi::String>();
  const auto port = static_cast<std::uint16_t>(info[1].As<Napi::Number>().Uint32Value());
  const int backlog = info[2].As<Napi::Number>().Int32Value();
  const Port kind = info[3].As<Napi::Boolean>() ? Port::shared : Port::own;
  return or_js_error(info.Env(), [&] {
    Fd fd = listen_on(host, port, backlog, kind);
    Napi::Object listener = Napi::Object::New(info.Env());
    listener.Set("port", Napi::Number::New(info.Env(), local_port(fd.get())));
    listener.Set("fd", Napi::Number::New(info.Env(), fd.release()));
    return listener;
  });
}

Napi::Value listen_beside(const Napi::CallbackInfo& info) {
  const int listener = info[0].As<Napi::Number>().Int32Value();
  return or_js_error(info.Env(),
                     [&] { return Napi::Number::New(info.Env(), forkroad::listen_beside(listener).release()); });
}

Napi::Value duplicate(const Napi::CallbackInfo& info) {
  const int at_least = info[1].IsUndefined() ? 0 : info[1].As<Napi::Number>().Int32Value();
  const int copy = fcntl(info[0].As<Napi::Number>().Int32Value(), F_DUPFD_CLOEXEC, at_least);
  if (copy < 0) throw to_js_error(info.Env(), SystemError("dup"));
  return Napi::Number::New(info.Env(), copy);
}

void shut_down(const Napi::CallbackInfo& info) {
  ::shutdown(info[0].As<Napi::Number>().Int32Value(), SHUT_RDWR);
}

void close(const Napi::CallbackInfo& info) {
  ::close(info[0].As<Napi::Number>().Int32Value());
}

}  // namespace

Napi::Error to_js_error(Napi::Env env, const SystemError& error) {
  Napi::Error js = Napi::Error::New(env, error.what());
  js.Set("code", Napi::String::New(env, error.code()));
  js.Set("errno", Napi::Number::New(env, -error.error()));
  js.Set("syscall", Napi::String::New(env, error.syscall()));
  js.Set("address", Napi::String::New(env, error.address()));
  return js;
}

Napi::Object sockets(Napi::Env env) {
  Napi::Object exports = Napi::Object::New(env);
  exports.Set("listen", Napi::Function::New(env, listen, "listen"));
  exports.Set("listenBeside", Napi::Function::New(env, listen_beside, "listenBeside"));
  exports.Set("duplicate", Napi::Function::New(env, duplicate, "duplicate"));
  exports.Set("shutDown", Napi::Function::New(env, shut_down, "shutDown"));
  exports.Set("close", Napi::Function::New(env, close, "close"));
  return exports;
}

}  // namespace forkroad::addon
