// Requests that a seed brings back: valid ones, ones of a list of known tricks, and any of them mutated.
import { smuggling } from './smuggling.js';

type Random = () => number;

/** What one connection sends: one to three requests, as bytes in latin1. */
export function conversation(random: Random): string {
  const parts = Array.from({ length: 1 + below(random, 3) }, () => part(random));
  const text = parts.join('');
  return random() < 0.6 ? text : mutated(text, random);
}

function part(random: Random): string {
  return random() < 0.3 ? of(random, smuggling) : valid(random);
}

function valid(random: Random): string {
  const method = of(random, ['GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);
  const target = of(random, ['/', '/a', '/a/b?c=d&e', '/%20', 'http://a/', 'http://a:80/b?c']);
  const version = of(random, ['1.1', '1.1', '1.1', '1.1', '1.0']);
  const fields = ['Host: a', ...some(random, optionalFields)];
  const { framing, body } = of(random, framings(version))(random);
  const lines = [...fields, ...framing].sort(() => random() - 0.5);
  return `${method} ${target} HTTP/${version}\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}

const optionalFields = [
  'Connection: keep-alive',
  'Connection: Keep-Alive, foo',
  'Connection: close',
  'Accept: */*',
  'X-Empty:',
  'X-Spaces: \t a  b\t ',
  'X-High: caf\u00e9',
  'Expect: 100-continue',
  `X-Long: ${'x'.repeat(500)}`,
];

interface Framed {
  framing: string[];
  body: string;
}

function framings(version: string): ((random: Random) => Framed)[] {
  const none = () => ({ framing: [], body: '' });
  return version === '1.0' ? [none, byLength] : [none, byLength, inChunks];
}

function byLength(random: Random): Framed {
  const body = text(random);
  return { framing: [`${of(random, ['Content-Length', 'content-length'])}: ${body.length}`], body };
}

function inChunks(random: Random): Framed {
  const chunks = Array.from({ length: below(random, 4) }, () => text(random) || 'x').map((chunk) => {
    const size = chunk.length.toString(16);
    return `${of(random, [size, size.toUpperCase(), `0${size}`])}${of(random, extensions)}\r\n${chunk}\r\n`;
  });
  const trailers = of(random, ['', '', 'X-Trailer: a\r\n']);
  const framing = [of(random, ['Transfer-Encoding: chunked', 'transfer-encoding:Chunked'])];
  return { framing, body: `${chunks.join('')}0\r\n${trailers}\r\n` };
}

const extensions = ['', '', '', ';a', ';a=b', ';a="b c";d'];

/** A body that could be taken for something else. */
const text = (random: Random) =>
  of(random, ['', 'x', 'hello', '\r\n', '0\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n', 'y'.repeat(999)]);

const noise = [
  '\r',
  '\n',
  '\r\n',
  '\0',
  ' ',
  '\t',
  ':',
  ',',
  ';',
  '0',
  '5',
  '+',
  '-',
  'x',
  '\x7f',
  '\xff',
  '"',
  '\r\n ',
];

/** One to three bytes or lines that are added, lost, doubled or replaced. */
function mutated(original: string, random: Random): string {
  let result = original;
  for (let times = 1 + below(random, 3); times > 0; times--) {
    const at = below(random, result.length + 1);
    const before = result.slice(0, at);
    const after = result.slice(at);
    const line = of(random, result.split('\r\n'));
    result = of(random, [
      () => before + of(random, noise) + after,
      () => before + after.slice(1),
      () => before + of(random, noise) + after.slice(1),
      () => before + after.slice(0, 4) + after,
      () => result.replace(line, () => `${line}\r\n${line}`),
      () => result.replace(`${line}\r\n`, ''),
      () => before,
    ])();
  }
  return result;
}

const below = (random: Random, limit: number) => Math.floor(random() * limit);

function of<Item>(random: Random, items: readonly Item[]): Item {
  return items[below(random, items.length)] as Item;
}

function some<Item>(random: Random, items: readonly Item[]): Item[] {
  return items.filter(() => random() < 0.15);
}
