// Writing a date: made once a second and thread, copied for each answer.
#include "services/http/date.h"

#include <cstring>

namespace forkroad::http {
namespace {

constexpr std::size_t date_size = 29;
constexpr long seconds_per_day = 86400;

struct LastDate {
  std::time_t seconds;
  char text[date_size];
};
thread_local LastDate last{-1, {}};

struct Day {
  long year;
  int month;  // 1 to 12
  int day;
};

// In years that begin with March the leap day is the last one, and each month's first day is a linear function's value.
Day day_of(long days_since_1970) {
  constexpr long days_to_1970 = 719468;  // from March 1st of the year 0
  constexpr long days_per_era = 146097;  // 400 years
  const long days = days_since_1970 + days_to_1970;
  const long era = days / days_per_era;
  const long day_of_era = days % days_per_era;
  const long year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const long day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
  const long month_from_march = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  const int month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  return {year + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

void write_digits(long number, int digits, char* text) {
  for (int i = digits - 1; i >= 0; --i, number /= 10) text[i] = static_cast<char>('0' + number % 10);
}

}  // namespace

void write_date(std::time_t seconds, char* text) {
  constexpr const char* weekdays = "ThuFriSatSunMonTueWed";  // 1970 began on a Thursday
  constexpr const char* months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const long days = seconds / seconds_per_day;
  const long second = seconds % seconds_per_day;
  const Day date = day_of(days);
  std::memcpy(text, "Xxx, 00 Xxx 0000 00:00:00 GMT", date_size);
  std::memcpy(text, weekdays + days % 7 * 3, 3);
  write_digits(date.day, 2, text + 5);
  std::memcpy(text + 8, months + (date.month - 1) * 3, 3);
  write_digits(date.year, 4, text + 12);
  write_digits(second / 3600, 2, text + 17);
  write_digits(second / 60 % 60, 2, text + 20);
  write_digits(second % 60, 2, text + 23);
}

std::string_view date_now() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  if (now.tv_sec != last.seconds) {
    write_date(now.tv_sec, last.text);
    last.seconds = now.tv_sec;
  }
  return {last.text, date_size};
}

}  // namespace forkroad::http
