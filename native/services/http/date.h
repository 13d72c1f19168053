// The time of day as the field Date has it (RFC 9110 5.6.7).
#pragma once
#include <ctime>
#include <string_view>

namespace forkroad::http {

/// Now, as "Sun, 06 Nov 1994 08:49:37 GMT"; valid until the thread's next call. Takes no lock (gmtime_r takes one,
/// which in a child of fork(2) may be held for ever).
std::string_view date_now();
/// The same of any second since 1970; 29 characters and no end.
void write_date(std::time_t seconds, char* text);

}  // namespace forkroad::http
