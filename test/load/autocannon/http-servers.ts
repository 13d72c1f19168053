// Small HTTP servers for the tests of autocannon as a client, each with one trait, closed by the test's teardown.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { ExecutionContext } from 'ava';

type Answer = (body: Buffer, response: ServerResponse, request: IncomingMessage) => void;

export interface HttpServer {
  port: number;
  /** Requests that were read to their end. */
  requests: number;
  connections: number;
  methods: Set<string>;
  /** Ends the listener and every connection. */
  die(): void;
}

/** Reads each request's body and answers as it is told. */
export async function startHttpServer(t: ExecutionContext, answer: Answer): Promise<HttpServer> {
  const listener = createServer((request, response) => {
    buffer(request).then(
      (body) => {
        server.requests++;
        server.methods.add(request.method ?? '');
        answer(body, response, request);
      },
      () => {}, // the client has gone
    );
  });
  const server: HttpServer = {
    port: 0,
    requests: 0,
    connections: 0,
    methods: new Set(),
    die: () => {
      listener.close();
      listener.closeAllConnections();
    },
  };
  listener.on('connection', () => {
    server.connections++;
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  server.port = (listener.address() as AddressInfo).port;
  t.teardown(() => server.die());
  return server;
}

export const echoBody: Answer = (body, response) => void response.end(body);

export const answerAfter =
  (ms: number): Answer =>
  (body, response) =>
    void setTimeout(() => response.end(body), ms);

/** Changes a bit of the body of every n-th answer. */
export function flipsABitPer(every: number): Answer {
  let count = 0;
  return (body, response) => {
    if (++count % every === 0) body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
    response.end(body);
  };
}

export const answerWith =
  (status: number): Answer =>
  (_, response) => {
    response.statusCode = status;
    response.end('no');
  };
