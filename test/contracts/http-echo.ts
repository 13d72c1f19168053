// What must hold of http-echo, whoever serves it: data only.
const host = 'Host: a\r\n';
const get = `GET / HTTP/1.1\r\n${host}\r\n`;
const post = `POST / HTTP/1.1\r\n${host}`;
const chunked = `${post}Transfer-Encoding: chunked\r\n\r\n`;
const large = 'abcdefgh'.repeat(12_500);

export interface Answer {
  status: number;
  body: string;
}

const ok = (body = ''): Answer => ({ status: 200, body });
const refused = (status: number): Answer => ({ status, body: '' });

export const httpEcho = {
  service: 'http-echo',

  /** What one client sends before its end of output, and the answers that it gets before the server's. */
  exchanges: [
    { name: 'no body', send: get, answers: [ok()] },
    { name: 'a body by length', send: `${post}Content-Length: 5\r\n\r\nhello`, answers: [ok('hello')] },
    {
      name: 'a body in chunks',
      send: `${chunked}5\r\nhello\r\n1;a=b\r\n!\r\n0\r\nC: d\r\n\r\n`,
      answers: [ok('hello!')],
    },
    { name: '100 kB by length', send: `${post}Content-Length: 100000\r\n\r\n${large}`, answers: [ok(large)] },
    { name: '100 kB in chunks', send: `${chunked}186a0\r\n${large}\r\n0\r\n\r\n`, answers: [ok(large)] },
    { name: 'HEAD', send: `HEAD / HTTP/1.1\r\n${host}\r\n`, answers: [ok()] },
    {
      name: 'pipelining, in order',
      send: [1, 2, 3].map((n) => `${post}Content-Length: 1\r\n\r\n${n}${get}`).join(''),
      answers: [ok('1'), ok(), ok('2'), ok(), ok('3'), ok()],
    },
    {
      name: 'the client waits for 100 Continue',
      send: `${post}Expect: 100-continue\r\nContent-Length: 2\r\n\r\nhi`,
      answers: [refused(100), ok('hi')],
    },
    {
      name: 'close, and nothing after it',
      send: `GET / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`,
      answers: [ok()],
    },
    { name: 'HTTP/1.0 ends', send: 'GET / HTTP/1.0\r\n\r\n', answers: [ok()] },
    {
      name: 'HTTP/1.0 that stays',
      send: 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n'.repeat(2),
      answers: [ok(), ok()],
    },
    { name: 'no request', send: `${get}nonsense\r\n\r\n`, answers: [ok(), refused(400)] },
    {
      name: 'a request that breaks off',
      send: `${get}${post}Content-Length: 5\r\n\r\nhell`,
      answers: [ok(), refused(400)],
    },
    {
      name: 'length and coding',
      send: `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      answers: [refused(400)],
    },
    { name: 'a space before the colon', send: `${post}Content-Length : 5\r\n\r\nhello`, answers: [refused(400)] },
    { name: 'a chunk longer than its size', send: `${chunked}4\r\nhello\r\n0\r\n\r\n`, answers: [refused(400)] },
    { name: 'a body that is too large', send: `${post}Content-Length: 1048577\r\n\r\n`, answers: [refused(413)] },
    { name: 'fields that are too large', send: `${post}A: ${'a'.repeat(20_000)}\r\n\r\n`, answers: [refused(431)] },
    {
      name: 'a coding that it has not',
      send: `${post}Transfer-Encoding: gzip, chunked\r\n\r\n`,
      answers: [refused(501)],
    },
    { name: 'CONNECT', send: `CONNECT a:1 HTTP/1.1\r\n${host}\r\n`, answers: [refused(501)] },
    { name: 'another version', send: `GET / HTTP/3.0\r\n${host}\r\n`, answers: [refused(505)] },
  ],

  /** One connection, sent byte by byte. */
  drip: {
    send: `${post}Content-Length: 5\r\n\r\nhello${chunked}3\r\nabc\r\n0\r\n\r\n${get}`,
    answers: [ok('hello'), ok('abc'), ok()],
  },
};
