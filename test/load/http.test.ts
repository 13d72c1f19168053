// http-echo against servers that do right: every request is counted, however its answer is framed and the connection ends.
import type { Socket } from 'node:net';
import test from 'ava';
import type { LoadDocument } from '../../src/load/document.js';
import type { LoadOptions } from '../../src/load/run-load.js';
import {
  answering,
  chunked,
  dripping,
  loadUntil,
  messagesOf,
  plain,
  returned,
  startHttpServer,
} from './http-servers.js';
import { startTestServer } from './servers.js';

const enoughMessages = 20;

const load = (options: Omit<LoadOptions, 'host' | 'durationMs'>, least = enoughMessages): Promise<LoadDocument> =>
  loadUntil((counts) => messagesOf(counts) >= least, { connections: 4, ...options });

const errorsOf = ({ errors }: LoadDocument) => Object.values(errors).reduce((sum, count) => sum + count, 0);

for (const mode of [{}, { rate: 1000 }, { churn: true }, { threads: 2 }]) {
  test.serial(`every request is counted, and none twice: ${JSON.stringify(mode)}`, async (t) => {
    const server = await startHttpServer(t, returned);
    const document = await load({ port: server.port, ...mode });
    t.is(document.failed, null);
    t.is(document.service, 'http-echo');
    t.is(errorsOf(document), 0);
    t.deepEqual(document.connections, { asked: 4, established: 4, served: 4 });
    t.true(document.messages > 0 && document.messages <= document.totals.messages);
    t.is(server.bytesReceived, 64 * server.requests);
    t.true(server.requests >= document.totals.messages, 'a reply may be cut at the end');
    t.true(server.requests <= document.totals.messages + 4);
    t.is(document.reconnects, 0);
    t.is(server.connections > 4, 'churn' in mode);
  });
}

test.serial('the request, to the byte', async (t) => {
  const heard: string[] = [];
  const server = await startTestServer(t, (socket) => {
    socket.once('data', (bytes) => heard.push(`${bytes}`));
    answering(plain)(socket, server);
  });
  const of = { port: server.port, connections: 1 };
  for (const more of [{ size: 1 }, { size: 0 }, { size: 0, churn: true }]) await load({ ...of, ...more });
  const host = `Host: 127.0.0.1:${server.port}\r\n`;
  t.regex(heard[0] ?? '', new RegExp(`^POST / HTTP/1.1\r\n${host}Content-Length: 1\r\n\r\n[^]$`));
  t.is(heard[1], `GET / HTTP/1.1\r\n${host}\r\n`);
  t.is(heard[2], `GET / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
});

const interim = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n';
const framings: Record<string, (socket: Socket, body: Buffer) => void> = {
  'chunks of 1': (socket, body) => chunked(socket, body, 1),
  'chunks of 50': (socket, body) => chunked(socket, body, 50),
  'byte by byte': dripping,
  'interim responses first': (socket, body) =>
    plain(socket, body, `${interim}HTTP/1.1 201\r\ncontent-length:${body.length}`),
  'many headers': (socket, body) =>
    plain(socket, body, `HTTP/1.1 200 OK\r\n${'X-Y: z\r\n'.repeat(1000)}Content-Length: ${body.length}`),
};

for (const [name, answer] of Object.entries(framings)) {
  test.serial(`an answer is put together: ${name}`, async (t) => {
    const server = await startTestServer(t, answering(answer));
    const document = await load({ port: server.port, connections: 2 });
    t.is(document.failed, null);
    t.is(errorsOf(document), 0);
    t.true(document.messages > 0);
    t.is(document.totals.bytesSent, server.bytesReceived);
  });
}

for (const size of [1, 100_000, 16 << 20]) {
  test.serial(`bodies of ${size} bytes come back whole`, async (t) => {
    const server = await startHttpServer(t, returned);
    const document = await load({ port: server.port, connections: 2, size }, 1);
    t.is(document.failed, null);
    t.is(errorsOf(document), 0);
    t.true(document.messages > 0);
  });
}

test.serial('a GET takes any body for an answer', async (t) => {
  const server = await startHttpServer(t, () => ({ body: Buffer.alloc(300_000, 'x') }));
  const document = await load({ port: server.port, size: 0 });
  t.is(document.failed, null);
  t.true(document.messages > 0);
  t.true(document.totals.bytesReceived > 300_000 * document.messages);
});

const endings: Record<string, (socket: Socket, body: Buffer) => void> = {
  'Connection: close': (socket, body) => {
    plain(socket, body, `HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${body.length}`);
    socket.end();
  },
  'HTTP/1.0': (socket, body) => {
    plain(socket, body, `HTTP/1.0 200 OK\r\nContent-Length: ${body.length}`);
    socket.end();
  },
  'a body until the end': (socket, body) => {
    plain(socket, body, 'HTTP/1.1 200 OK');
    socket.end();
  },
};

for (const [name, answer] of Object.entries(endings)) {
  for (const mode of [{}, { rate: 500 }, { churn: true }]) {
    test.serial(`an announced end is no error: ${name}, ${JSON.stringify(mode)}`, async (t) => {
      const server = await startTestServer(t, answering(answer));
      const document = await load({ port: server.port, ...mode });
      t.is(document.failed, null);
      t.is(errorsOf(document), 0);
      t.deepEqual(document.connections, { asked: 4, established: 4, served: 4 });
      t.true(document.messages > 0);
      t.is(document.reconnects > 0, !('churn' in mode), 'churn connects anew as it is');
      t.true(server.accepted >= document.totals.messages);
    });
  }
}

test.serial("an answer that comes before the request was sent whole is the connection's last", async (t) => {
  const server = await startTestServer(t, (socket) => {
    socket.once('data', () => {
      socket.pause();
      const answer = 'HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';
      socket.end(answer, () => socket.resume());
    });
  });
  const options = { port: server.port, size: 16 << 20, connections: 2 };
  const document = await loadUntil(({ reconnects, errors }) => reconnects > 0 && errors.status > 1, options);
  t.regex(document.failed ?? '', /no request was answered with success: 413 came \d+ times/);
  t.true(document.reconnects > 0);
  t.is(errorsOf(document), document.errors.status);
});
