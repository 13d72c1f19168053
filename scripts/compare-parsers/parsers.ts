// The two servers of http-echo side by side in this process: epoll with the native parser, and node:http.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { addon } from '../../src/addon/addon.cjs';
import { service as httpEcho } from '../../src/services/http-echo.cjs';
import { acceptOptions, backlog } from '../../src/serving/listener.js';

const host = '127.0.0.1';
const deadlineMs = 20_000;

export interface Parser {
  /** Everything that is answered to these bytes and the end of output after them. */
  answersTo(bytes: Buffer): Promise<string>;
  close(): Promise<void>;
}

export function nativeParser(): Parser {
  const { fd, port } = addon.sockets.listen(host, 0, backlog, false);
  const work = { cpuNs: 0, waitNs: 0, fromBytes: 1 };
  const server = addon.server.start({
    model: 'epoll',
    listenFd: fd,
    service: 'http-echo',
    loops: 1,
    settings: {},
    threads: 1,
    work,
  });
  const close = async () => {
    await server.stop(0, true);
    addon.sockets.close(fd);
  };
  return { answersTo: (bytes) => answers(port, bytes), close };
}

export async function nodeParser(): Promise<Parser> {
  const listener = createServer(acceptOptions, (socket) => {
    socket.on('error', () => {});
    httpEcho(socket);
    socket.resume();
  });
  listener.listen(0, host, backlog);
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const close = async () => void listener.close();
  return { answersTo: (bytes) => answers(port, bytes), close };
}

function answers(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, allowHalfOpen: true });
    let text = '';
    socket.setEncoding('latin1').setTimeout(deadlineMs);
    socket.on('data', (part: string) => {
      text += part;
    });
    socket.on('error', () => {}); // a reset after the answers: `close` follows
    socket.on('timeout', () => {
      reject(new Error(`no end within ${deadlineMs / 1000} s of ${JSON.stringify(bytes.toString('latin1'))}`));
      socket.destroy();
    });
    socket.on('end', () => socket.destroy());
    socket.on('close', () => resolve(text));
    socket.end(bytes);
  });
}
