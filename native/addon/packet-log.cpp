// The packet-log capability: recording from JavaScript, and the logger's start and stop.
#include "packet-log/packet-log.h"

#include "addon/addon.h"

namespace forkroad::addon {
namespace {

Napi::Value create(const Napi::CallbackInfo& info) {
  return or_js_error(info.Env(), [&] { return Napi::Number::New(info.Env(), packet_log::create()); });
}

void attach(const Napi::CallbackInfo& info) {
  or_js_error(info.Env(), [&] { packet_log::attach(info[0].As<Napi::Number>().Int32Value()); });
}

Napi::Value records_packets(const Napi::CallbackInfo& info) {
  return Napi::Boolean::New(info.Env(), packet_log::records_packets());
}

// Called for each packet, so in plain N-API: the wrapper classes would cost as much as the record.
napi_value record(napi_env env, napi_callback_info info) {
  if (!packet_log::records_packets()) return nullptr;
  std::size_t count = 3;
  napi_value arguments[3];
  std::uint32_t direction = 0;
  std::uint32_t connection = 0;
  void* data = nullptr;
  std::size_t size = 0;
  const bool is_valid = napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr) == napi_ok &&
                        napi_get_value_uint32(env, arguments[0], &direction) == napi_ok &&
                        napi_get_value_uint32(env, arguments[1], &connection) == napi_ok &&
                        napi_get_buffer_info(env, arguments[2], &data, &size) == napi_ok;
  if (is_valid) {
    packet_log::record(static_cast<packet_log::Direction>(direction), connection, {static_cast<char*>(data), size});
  }
  return nullptr;
}

packet_log::Level level_of(const Napi::Value& word) {
  return word.As<Napi::String>().Utf8Value() == "debug" ? packet_log::Level::debug : packet_log::Level::info;
}

void say(const Napi::CallbackInfo& info) {
  const packet_log::Level level = level_of(info[0]);
  if (!packet_log::records(level)) return;
  packet_log::say(level, info[1].As<Napi::Number>().Uint32Value(), info[2].As<Napi::String>().Utf8Value());
}

void reclaim(const Napi::CallbackInfo& info) {
  packet_log::reclaim(info[0].As<Napi::Number>().Int32Value());
}

packet_log::Format format_of(const std::string& word) {
  if (word == "hex") return packet_log::Format::hex;
  if (word == "ascii") return packet_log::Format::ascii;
  return word == "json" ? packet_log::Format::json : packet_log::Format::off;
}

void start_logger(const Napi::CallbackInfo& info) {
  const Napi::Object given = info[0].As<Napi::Object>();
  packet_log::LoggerOptions options;
  options.format = format_of(given.Get("format").As<Napi::String>());
  options.who = given.Get("who").ToBoolean();
  options.debug = given.Get("debug").ToBoolean();
  options.quiet = given.Get("quiet").ToBoolean();
  options.output_fd = given.Get("outputFd").As<Napi::Number>().Int32Value();
  or_js_error(info.Env(), [&] { packet_log::start_logger(options); });
}

Napi::Object to_js(Napi::Env env, const packet_log::Totals& totals) {
  Napi::Object js = Napi::Object::New(env);
  js.Set("recorded", static_cast<double>(totals.recorded));
  js.Set("dropped", static_cast<double>(totals.dropped));
  return js;
}

/// Stops the logger off the event loop, which its output's reader may need.
class StopLogger final : public Napi::AsyncWorker {
 public:
  explicit StopLogger(Napi::Env env) : AsyncWorker(env), deferred_(Napi::Promise::Deferred::New(env)) {}
  Napi::Promise promise() const { return deferred_.Promise(); }

 private:
  void Execute() override { totals_ = packet_log::stop_logger(); }
  void OnOK() override { deferred_.Resolve(to_js(Env(), totals_)); }

  Napi::Promise::Deferred deferred_;
  packet_log::Totals totals_;
};

Napi::Value stop_logger(const Napi::CallbackInfo& info) {
  auto* const stop = new StopLogger(info.Env());  // deletes itself once it is done
  stop->Queue();
  return stop->promise();
}

Napi::Value totals(const Napi::CallbackInfo& info) {
  return to_js(info.Env(), packet_log::totals());
}

Napi::Value make_record_function(Napi::Env env) {
  napi_value function = nullptr;
  napi_create_function(env, "record", NAPI_AUTO_LENGTH, record, nullptr, &function);
  return {env, function};
}

}  // namespace

Napi::Object packet_log(Napi::Env env) {
  Napi::Object exports = Napi::Object::New(env);
  exports.Set("create", Napi::Function::New(env, create, "create"));
  exports.Set("attach", Napi::Function::New(env, attach, "attach"));
  exports.Set("recordsPackets", Napi::Function::New(env, records_packets, "recordsPackets"));
  exports.Set("record", make_record_function(env));
  exports.Set("say", Napi::Function::New(env, say, "say"));
  exports.Set("reclaim", Napi::Function::New(env, reclaim, "reclaim"));
  exports.Set("startLogger", Napi::Function::New(env, start_logger, "startLogger"));
  exports.Set("stopLogger", Napi::Function::New(env, stop_logger, "stopLogger"));
  exports.Set("totals", Napi::Function::New(env, totals, "totals"));
  return exports;
}

}  // namespace forkroad::addon
