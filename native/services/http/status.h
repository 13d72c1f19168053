// The answers there are: `ok` is the echo, each of the others ends the connection.
#pragma once
#include <cstdint>

namespace forkroad::http {

enum class Status : std::uint16_t {
  ok = 200,
  bad_request = 400,
  request_timeout = 408,
  content_too_large = 413,
  uri_too_long = 414,
  expectation_failed = 417,
  fields_too_large = 431,
  not_implemented = 501,
  version_not_supported = 505,
};

}  // namespace forkroad::http
