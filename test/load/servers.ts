// Small servers for the client's tests, each with one fault, closed by the test's teardown.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { ExecutionContext } from 'ava';

export interface TestServer {
  port: number;
  /** Connections so far, and the addresses they came from. */
  accepted: number;
  sources: Set<string>;
  bytesReceived: number;
  /** Closes the listener and resets every connection. */
  die(): void;
}

export type Serve = (socket: Socket, server: TestServer) => void;

/** A server of 127.0.0.1 that does with each connection what it is told. */
export async function startTestServer(t: ExecutionContext, serve: Serve): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const listener: Server = createServer({ allowHalfOpen: true, noDelay: true });
  const server: TestServer = {
    port: 0,
    accepted: 0,
    sources: new Set(),
    bytesReceived: 0,
    die: () => {
      listener.close();
      // Node 20 leaks a socket that is reset while its own end is under way.
      for (const socket of sockets) socket.writableEnded ? socket.destroy() : socket.resetAndDestroy();
    },
  };
  listener.on('connection', (socket) => {
    sockets.add(socket);
    server.accepted++;
    if (socket.remoteAddress) server.sources.add(socket.remoteAddress);
    socket.on('error', () => {}); // a client may go as it likes
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      server.bytesReceived += bytes.length;
    });
    serve(socket, server);
  });
  listener.listen(0, '127.0.0.1', 4096);
  await once(listener, 'listening');
  server.port = (listener.address() as AddressInfo).port;
  t.teardown(() => server.die());
  return server;
}

export const echo: Serve = (socket) => socket.pipe(socket);

/** Changes one byte in each `every`, counted over all connections. */
export function flipsABytePer(every: number): Serve {
  let count = 0;
  return (socket) => {
    socket.on('data', (bytes: Buffer) => {
      const place = every - 1 - (count % every);
      if (place < bytes.length) bytes[place] = (bytes[place] ?? 0) ^ 1;
      count += bytes.length;
      socket.write(bytes);
    });
    socket.on('end', () => socket.end());
  };
}

/** Echoes until it has been sent `messages` pieces of data, then does `next` once. */
export function echoUntil(messages: number, next: (socket: Socket, server: TestServer) => void): Serve {
  let count = 0;
  return (socket, server) => {
    socket.on('data', (bytes) => {
      if (++count === messages) next(socket, server);
      else if (!socket.destroyed) socket.write(bytes);
    });
    socket.on('end', () => socket.end());
  };
}

/** Sends as fast as it is taken, whatever it was sent. */
export const flood: Serve = (socket) => {
  const bytes = Buffer.alloc(65536, 'x');
  const pour = () => {
    while (socket.writable && socket.write(bytes)) {
      // until the socket is full
    }
  };
  socket.on('drain', pour);
  pour();
};

/** Answers one byte, of however many. */
export const drip: Serve = (socket) => socket.once('data', (bytes) => socket.write(bytes.subarray(0, 1)));

/** Echoes the first connection only; the others are established, and wait. */
export function serveOnlyOne(): Serve {
  let isBusy = false;
  return (socket) => {
    if (isBusy) return;
    isBusy = true;
    socket.pipe(socket);
  };
}
