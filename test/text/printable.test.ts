// Text from outside is one line that a terminal only shows: for every character that there is.
import test from 'ava';
import { printable, printableLines } from '../../src/text/printable.js';

test('ordinary text of any script stays as it is', (t) => {
  for (const text of ['bind: Address already in use', 'größer, 漢字, 👩‍💻, שלום', '', '<b>|`*_'])
    t.is(printable(text), text);
});

test('what acts on a terminal is spelt out', (t) => {
  t.is(printable('\x1b[31mred\x1b[0m'), '\\x1b[31mred\\x1b[0m');
  t.is(printable('\x1b]0;title\x07'), '\\x1b]0;title\\x07');
  t.is(printable('\x9b31m\x7f'), '\\x9b31m\\x7f', 'an 8-bit CSI');
  t.is(printable('over\rwritten\x08\x08'), 'over\\rwritten\\x08\\x08');
  t.is(printable('one\ntwo\tthree\u2028four'), 'one\\ntwo three\\u2028four');
  t.is(printable('exe.\u202egnp'), 'exe.\\u202egnp', 'text that would be shown backwards');
  t.is(printable('\ud800'), '\\ud800', 'half a character');
});

test('no control character is left, whatever comes', (t) => {
  const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).join('');
  t.notRegex(printable(all), /[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
});

test('of a message, the line ends stay', (t) => {
  t.is(printableLines('one\x1bc\n  two\r'), 'one\\x1bc\n  two\\r');
});
