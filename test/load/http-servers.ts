// HTTP servers for the client's tests: node's own, and ones that write their answers as they are told.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { ExecutionContext } from 'ava';
import type { LoadCounts } from '../../src/addon/load.cjs';
import { type LoadDocument, loadDocument } from '../../src/load/document.js';
import { type LoadOptions, startLoad } from '../../src/load/run-load.js';
import { until, within } from '../harness/deadline.js';
import type { Serve } from './servers.js';

/** A run of http-echo that ends when enough was seen in its measured time, however long that takes; or by itself. */
export async function loadUntil(
  isEnough: (counts: LoadCounts) => boolean,
  options: Omit<LoadOptions, 'host' | 'durationMs'>,
): Promise<LoadDocument> {
  const run = await startLoad({
    host: '127.0.0.1',
    service: 'http-echo',
    warmUpMs: 0,
    durationMs: 600_000,
    ...options,
  });
  await until('enough of a load run', () => {
    const counts = run.progress();
    return counts.ending !== 'running' || (counts.phase === 'measuring' && isEnough(counts));
  });
  run.stop();
  return loadDocument.parse(await within('the end of a load run', run.done));
}

export const messagesOf = ({ windows }: LoadCounts): number => windows.reduce((sum, { messages }) => sum + messages, 0);

export interface HttpTestServer {
  port: number;
  requests: number;
  connections: number;
  /** Of bodies. */
  bytesReceived: number;
  http: Server;
}

type Answer = (body: Buffer, server: HttpTestServer) => { status?: number; headers?: object; body?: Buffer };

/** node:http on 127.0.0.1, which answers each request as told when its body is whole. */
export async function startHttpServer(t: ExecutionContext, answer: Answer): Promise<HttpTestServer> {
  const onRequest: RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const received = Buffer.concat(parts);
      server.requests++;
      server.bytesReceived += received.length;
      const { status = 200, headers = {}, body = Buffer.alloc(0) } = answer(received, server);
      response.writeHead(status, { ...headers });
      response.end(body);
    });
  };
  const http = createServer({ keepAliveTimeout: 0 }, onRequest);
  const server: HttpTestServer = { port: 0, requests: 0, connections: 0, bytesReceived: 0, http };
  http.on('connection', () => server.connections++);
  http.on('clientError', (_, socket) => socket.destroy());
  http.listen(0, '127.0.0.1', 4096);
  await once(http, 'listening');
  server.port = (http.address() as AddressInfo).port;
  t.teardown(() => {
    http.close();
    http.closeAllConnections();
  });
  return server;
}

export const returned: Answer = (body) => ({ headers: { 'content-length': body.length }, body });

/** A socket that answers each whole request with what `answer` writes: for answers that node:http would not give. */
export const answering =
  (answer: (socket: Socket, body: Buffer) => void): Serve =>
  (socket) => {
    let request = Buffer.alloc(0);
    socket.on('end', () => socket.end());
    socket.on('data', (bytes: Buffer) => {
      request = Buffer.concat([request, bytes]);
      for (let end = bodyEnd(request); end !== undefined && end <= request.length; end = bodyEnd(request)) {
        answer(socket, request.subarray(request.indexOf('\r\n\r\n') + 4, end));
        request = request.subarray(end);
      }
    });
  };

function bodyEnd(request: Buffer): number | undefined {
  const head = request.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const length = /content-length: (\d+)/i.exec(request.toString('latin1', 0, head))?.[1];
  return head + 4 + Number(length ?? 0);
}

const write = (socket: Socket, bytes: string | Buffer) => void (socket.writable && socket.write(bytes));

/** The head, then the body, in one write. */
export const plain = (socket: Socket, body: Buffer, head = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}`) =>
  write(socket, Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]));

/** Chunks of up to `size` bytes, with an extension and a trailer. */
export function chunked(socket: Socket, body: Buffer, size: number): void {
  const parts = ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'];
  for (let at = 0; at < body.length; at += size) {
    const part = body.subarray(at, at + size);
    parts.push(`${part.length.toString(16)};why=not\r\n${part.toString('latin1')}\r\n`);
  }
  write(socket, Buffer.from(`${parts.join('')}0\r\nDigest: none\r\n\r\n`, 'latin1'));
}

/** A byte at a time, each in a turn of the event loop of its own. */
export function dripping(socket: Socket, body: Buffer): void {
  const bytes = Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`), body]);
  const next = (at: number) => {
    if (at === bytes.length || !socket.writable) return;
    socket.write(bytes.subarray(at, at + 1));
    setImmediate(next, at + 1);
  };
  next(0);
}
