// What a load run is told, and the words of its answer.
#pragma once
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace forkroad::load {

enum class Mode : std::uint8_t { closed_loop, open_loop, churn, burst };
enum class Service : std::uint8_t { echo, http_echo };

constexpr bool connects_per_message(Mode mode) {
  return mode == Mode::churn || mode == Mode::burst;
}

/// All values are checked and filled in by TypeScript.
struct Options {
  std::string host;  ///< numeric address
  std::uint16_t port = 0;
  Service service = Service::echo;
  Mode mode = Mode::closed_loop;
  std::uint32_t connections = 0;
  std::uint32_t idle = 0;  ///< connections beside them, answered once in the opening and silent from there on
  std::size_t size = 0;    ///< bytes per message
  std::chrono::nanoseconds warm_up{};         ///< at the longest: it may be ended before
  std::chrono::nanoseconds warm_up_window{};  ///< at the shortest
  std::uint64_t warm_up_messages = 0;         ///< per window of the warm-up at the least
  std::chrono::nanoseconds duration{};        ///< of the measured time
  std::uint32_t windows = 0;                  ///< that the measured time is cut into, equally
  std::chrono::nanoseconds timeout{};  ///< for an answer of a connection that was served before, and for the first
  double rate = 0;                     ///< messages per second over all threads; open loop only
  std::uint32_t threads = 0;
  std::chrono::nanoseconds slow_client{};  ///< CPU that the client burns per message, to see what a slow client makes
  std::chrono::nanoseconds hold{};         ///< after the last window at the longest, until it is released; 0 for not
  int events_fd = -1;                      ///< where the windows' edges are written to as lines of JSON; -1 for nowhere
  /// Of each window of the warm-up: its messages, its length in ns; on the thread that closes it; must be quick.
  std::function<void(std::uint64_t, std::int64_t)> on_warm_up;
  std::function<void(std::uint32_t)> on_edge;  ///< of each edge's number, on the thread that passes it; must be quick
};

/// What can go wrong with a connection; the names are those of the JSON document.
enum class ErrorKind : std::uint8_t {
  refused,
  reset,
  ended,
  timeout,
  wrong_byte,
  unsolicited,
  malformed,
  status,
  ports,
  descriptors,
  other
};
constexpr std::array<const char*, 11> error_names{"refused",   "reset",       "ended",     "timeout",
                                                  "wrongByte", "unsolicited", "malformed", "status",
                                                  "ports",     "descriptors", "other"};

/// How the run came to its end.
enum class Ending : std::uint8_t { running, finished, stopped, lost, unanswered };
constexpr std::array<const char*, 5> ending_names{"running", "finished", "stopped", "lost", "unanswered"};

/// Holding: the last window has closed, and the load goes on as before, counted in no window.
enum class Phase : std::uint8_t { opening, warm_up, measuring, holding, draining };
constexpr std::array<const char*, 5> phase_names{"opening", "warm-up", "measuring", "holding", "draining"};

}  // namespace forkroad::load
