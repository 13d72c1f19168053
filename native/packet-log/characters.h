// Bytes as characters: hex digits, printable text, numbers. Each function writes at `out` and returns the new end.
#pragma once
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "services/session.h"

namespace forkroad::packet_log {

/// For each byte its two hex digits and two blanks: one four-byte store writes a byte, with or without its blank.
constexpr std::array<std::array<char, 4>, 256> make_hex_table() {
  std::array<std::array<char, 4>, 256> table{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    table[byte] = {"0123456789abcdef"[byte / 16], "0123456789abcdef"[byte % 16], ' ', ' '};
  }
  return table;
}
inline constexpr auto hex_table = make_hex_table();

inline char* put(char* out, std::string_view text) {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

inline char* put_number(char* out, std::uint64_t number) {
  return std::to_chars(out, out + 20, number).ptr;
}

/// Two digits a byte, each byte taking `stride` characters. Writes up to two characters past the end it returns.
template <std::size_t stride>
char* put_hex(char* out, Bytes bytes) {
  for (std::size_t i = 0; i < bytes.size; ++i, out += stride) {
    std::memcpy(out, hex_table[static_cast<unsigned char>(bytes.data[i])].data(), 4);
  }
  return out;
}

inline char printable(char byte) {
  return byte >= ' ' && byte <= '~' ? byte : '.';
}

/// Unprintable bytes as dots. A local copy of fixed length is what lets the compiler take 16 bytes in one instruction.
inline char* put_printable(char* out, Bytes bytes) {
  std::array<char, 16> piece;
  std::size_t done = 0;
  for (; done + piece.size() <= bytes.size; done += piece.size()) {
    std::memcpy(piece.data(), bytes.data + done, piece.size());
    for (char& byte : piece) byte = printable(byte);
    std::memcpy(out + done, piece.data(), piece.size());
  }
  for (; done < bytes.size; ++done) out[done] = printable(bytes.data[done]);
  return out + bytes.size;
}

}  // namespace forkroad::packet_log
