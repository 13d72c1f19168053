// What a check says of bytes that differ, of who serves, and of how a server ended.
import test from 'ava';
import { whatDiffers } from '../../src/verify/differences.js';
import { meaningOfEnd } from '../../src/verify/ends.js';
import { looksLike, type Serving } from '../../src/verify/expectations.js';
import { memorySize, size, time } from '../../src/verify/quantities.js';
import { slownessOf } from '../../src/verify/slowness.js';
import { heading } from '../../src/verify/text.js';

const sent = Buffer.from('abcdefgh');
const changed = (at: number, byte: number) => Buffer.from(sent.map((each, index) => (index === at ? byte : each)));

test('the first byte that differs is named with its place, what came, and what was sent', (t) => {
  t.is(whatDiffers(sent, sent), undefined);
  t.is(whatDiffers(sent, sent.subarray(0, 3)), undefined, 'what is missing is another matter');
  t.is(
    whatDiffers(sent, changed(5, 0x67)),
    'byte 5 of 8 B came back as 0x67, sent was 0x66 (one bit differs), all after it is right',
  );
  t.is(whatDiffers(sent, changed(7, 0)), 'byte 7 of 8 B came back as 0x00, sent was 0x68, all after it is right');
  t.is(whatDiffers(sent, Buffer.from('bcdefgh')), 'byte 0 of 8 B came back as 0x62, sent was 0x61');
  t.is(whatDiffers(sent, Buffer.from('abcdefgh!')), '1 B more came back than the 8 B sent');
});

test('every place of a difference is found', (t) => {
  for (let at = 0; at < sent.length; at++)
    t.regex(whatDiffers(sent, changed(at, 0x7e)) ?? '', new RegExp(`^byte ${at} `));
});

const seen: [Serving, ReturnType<typeof looksLike>][] = [
  [{ clients: 1, processes: 1, threads: 1 }, 'spst'],
  [{ clients: 16, processes: 1, threads: 1 }, 'event-loop'],
  [{ clients: 16, processes: 1, threads: 16 }, 'spmt'],
  [{ clients: 16, processes: 16, threads: 16 }, 'mpst'],
  [{ clients: 16, processes: 4, threads: 4 }, 'mpst'],
  [{ clients: 16, processes: 2, threads: 16 }, 'mpmt'],
];

for (const [serving, model] of seen) {
  const { clients, processes, threads } = serving;
  test(`${clients} served at once by ${threads} threads of ${processes} processes: ${model}`, (t) => {
    t.is(looksLike(serving), model);
  });
}

test('a signal that a server died of is explained, where it tells something', (t) => {
  t.regex(meaningOfEnd('SIGPIPE'), /^ \(it wrote to a client that had gone/);
  t.regex(meaningOfEnd('SIGSEGV: last line'), /^ \(a wild or null pointer/);
  t.is(meaningOfEnd('exit code 1: SIGSEGV'), '');
});

test('sizes and times', (t) => {
  t.deepEqual([size(1), size(160_000), size(8_000_000)], ['1 B', '160,000 B', '8.0 MB']);
  t.deepEqual([memorySize(148), memorySize(2400)], ['148 kB', '2.4 MB']);
  t.deepEqual([time(12.3), time(2000), time(1540)], ['12 ms', '2 s', '1.5 s']);
});

test('a machine is never faster than usual, and slower by the median start of a process', (t) => {
  t.is(slownessOf([10, 20, 30]), 1);
  t.is(slownessOf([80, 320, 5000]), 4, 'one that was held up counts for nothing');
  t.is(slownessOf([1e6, 1e6, 1e6]), 20);
});

test('a slow machine is told, since each wait is longer', (t) => {
  const request = { command: { file: 'x', args: () => [], text: 'x {port}' }, expected: undefined, atOnce: 16 };
  const told = (slowness: number) =>
    heading({ ...request, patienceMs: 2000, checks: [], slowness }, { columns: 80, isColoured: false });
  t.regex(told(4), /This machine is 4\.0 × as slow as usual/);
  t.notRegex(told(1.2), /slow/);
});

test('what a command holds of control characters is spelt out', (t) => {
  const command = { file: 'x', args: () => [], text: "printf '\x1b[2J' {port}" };
  const text = heading(
    { command, expected: undefined, atOnce: 16, patienceMs: 2000, checks: [], slowness: 1 },
    { columns: 80, isColoured: false },
  );
  t.true(text.startsWith("Server: printf '\\x1b[2J' {port}\n"), text);
});
