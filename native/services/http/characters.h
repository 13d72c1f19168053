// Which bytes may stand where in a request's lines (RFC 9110 5.5 and 5.6.2, RFC 9112 3): one table, a bit per place.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace forkroad::http {

enum class Place : std::uint8_t { token = 1, field_value = 2, target = 4, host = 8 };

namespace characters {

constexpr bool contains(std::string_view set, char byte) {
  return set.find(byte) != std::string_view::npos;
}

constexpr std::uint8_t places_of(unsigned code) {
  const char byte = static_cast<char>(code);
  const bool is_digit = byte >= '0' && byte <= '9';
  const bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  const bool is_visible = code > ' ' && code < 0x7f;
  unsigned places = 0;
  if (is_digit || is_letter || contains("!#$%&'*+-.^_`|~", byte)) places |= static_cast<unsigned>(Place::token);
  if (is_visible || byte == ' ' || byte == '\t' || code >= 0x80) places |= static_cast<unsigned>(Place::field_value);
  if (is_visible) places |= static_cast<unsigned>(Place::target);
  if (is_digit || is_letter || contains("-._~%!$&'()*+,;=:[]", byte)) places |= static_cast<unsigned>(Place::host);
  return static_cast<std::uint8_t>(places);
}

constexpr std::array<std::uint8_t, 256> make_table() {
  std::array<std::uint8_t, 256> table{};
  for (unsigned code = 0; code < table.size(); ++code) table[code] = places_of(code);
  return table;
}

inline constexpr std::array<std::uint8_t, 256> table = make_table();

}  // namespace characters

/// Whether each byte of the text may stand there; so it is of an empty text.
inline bool fits(std::string_view text, Place place) {
  unsigned places = static_cast<unsigned>(place);
  for (const char byte : text) places &= characters::table[static_cast<unsigned char>(byte)];
  return places != 0;
}

/// Compares with a word in lower case, as names and most values are compared: without regard to case.
inline bool equals(std::string_view text, std::string_view lower_case) {
  if (text.size() != lower_case.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char byte = text[i];
    const char lower = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
    if (lower != lower_case[i]) return false;
  }
  return true;
}

/// Without the optional white space around it.
inline std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char byte) { return byte == ' ' || byte == '\t'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// Cuts the first element off a comma-separated list; the last one leaves nothing.
inline std::string_view next_element(std::string_view& list) {
  const std::size_t comma = list.find(',');
  const std::string_view element = trimmed(list.substr(0, comma));
  list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  return element;
}

}  // namespace forkroad::http
