// Tallies, summed over the threads, made into objects; a histogram into the list of its buckets that are not empty.
#include "addon/load-counts.h"

#include <string>

namespace forkroad::addon {
namespace {

using load::Engine;
using load::Tally;

Napi::Array buckets(Napi::Env env, const load::Histogram& histogram) {
  Napi::Array list = Napi::Array::New(env);
  std::uint32_t next = 0;
  histogram.each_bucket([&](double value_ns, std::uint64_t count) {
    Napi::Array bucket = Napi::Array::New(env, 2);
    bucket.Set(0U, value_ns / 1000);
    bucket.Set(1U, static_cast<double>(count));
    list.Set(next++, bucket);
  });
  return list;
}

// `threads` saw the window, each from its own passing of the first edge to its own passing of the next.
Napi::Object window_counts(Napi::Env env, const load::WindowTally& window, std::uint32_t threads) {
  Napi::Object object = Napi::Object::New(env);
  const auto set = [&object](const char* key, double value) { object.Set(key, value); };
  set("messages", static_cast<double>(window.messages.get()));
  set("windowNs", static_cast<double>(window.length_ns.get()) / threads);
  set("cpuNs", static_cast<double>(window.cpu_ns.get()));
  set("busiestCpuNs", static_cast<double>(window.busiest_cpu_ns.get()));
  const std::uint64_t wait_ns = window.busiest_wait_ns.get();
  object.Set("busiestWaitNs", wait_ns == load::WindowTally::unknown_ns
                                  ? env.Null()
                                  : Napi::Number::New(env, static_cast<double>(wait_ns)));
  object.Set("latency", buckets(env, window.latency));
  set("latencyMaxUs", static_cast<double>(window.latency.max_ns()) / 1000);
  object.Set("unanswered", buckets(env, window.unanswered));
  object.Set("sendLag", buckets(env, window.send_lag));
  set("sendLagMaxUs", static_cast<double>(window.send_lag.max_ns()) / 1000);
  return object;
}

Napi::Value warm_up_counts(Napi::Env env, const load::WarmUp::Report& report) {
  if (!report.is_over) return env.Null();
  Napi::Object object = Napi::Object::New(env);
  object.Set("messages", static_cast<double>(report.messages));
  object.Set("ns", static_cast<double>(report.length_ns));
  Napi::Array windows = Napi::Array::New(env, report.windows.size());
  for (std::uint32_t i = 0; i < report.windows.size(); i++) {
    Napi::Object window = Napi::Object::New(env);
    window.Set("messages", static_cast<double>(report.windows[i].messages));
    window.Set("ns", static_cast<double>(report.windows[i].length_ns));
    windows.Set(i, window);
  }
  object.Set("windows", windows);
  return object;
}

Napi::Object error_counts(Napi::Env env, const Tally& sum) {
  Napi::Object errors = Napi::Object::New(env);
  for (std::size_t i = 0; i < sum.errors.size(); i++) {
    errors.Set(load::error_names[i], static_cast<double>(sum.errors[i].get()));
  }
  return errors;
}

Napi::Object status_counts(Napi::Env env, const Tally& sum) {
  Napi::Object statuses = Napi::Object::New(env);
  for (std::size_t code = 0; code < sum.statuses.size(); code++) {
    if (const auto count = sum.statuses[code].get(); count > 0) {
      statuses.Set(std::to_string(code), static_cast<double>(count));
    }
  }
  return statuses;
}

}  // namespace

Napi::Object load_counts(Napi::Env env, const Engine& engine) {
  Tally sum(engine.windows());
  engine.sum_into(sum);
  Napi::Object object = Napi::Object::New(env);
  const auto set = [&object](const char* key, const load::Count& count) {
    object.Set(key, static_cast<double>(count.get()));
  };
  object.Set("ending", load::ending_names[static_cast<std::size_t>(engine.ending())]);
  object.Set("phase", load::phase_names[static_cast<std::size_t>(engine.phase())]);
  Napi::Array windows = Napi::Array::New(env, sum.windows.size());
  for (std::uint32_t i = 0; i < sum.windows.size(); i++) {
    windows.Set(i, window_counts(env, sum.windows[i], engine.threads()));
  }
  object.Set("windows", windows);
  object.Set("warmUp", warm_up_counts(env, engine.warm_up()));
  set("unanswered", sum.unanswered);
  set("answeredAfterEnd", sum.answered_after_end);
  set("established", sum.established);
  set("served", sum.served);
  set("reconnects", sum.reconnects);
  set("idleEstablished", sum.idle_established);
  set("idleServed", sum.idle_served);
  set("allMessages", sum.all_messages);
  set("bytesSent", sum.bytes_sent);
  set("bytesReceived", sum.bytes_received);
  object.Set("errors", error_counts(env, sum));
  object.Set("statuses", status_counts(env, sum));
  return object;
}

}  // namespace forkroad::addon
