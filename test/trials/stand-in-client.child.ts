// Stands in for `forkroad load` where a test is about the trial and not about the client: a small closed loop on node:net.
import { writeSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    connections: { type: 'string', default: '1' },
    size: { type: 'string', default: '64' },
    warmup: { type: 'string', default: '0ms' },
    duration: { type: 'string', default: '100ms' },
    'events-fd': { type: 'string', default: '3' },
    churn: { type: 'boolean', default: false },
    json: { type: 'boolean' },
  },
});
const port = Number(positionals[0]?.split(':')[1]);
const connections = Number(values.connections);
const message = Buffer.alloc(Number(values.size), 'x');
const windowMs = Number.parseInt(values.duration, 10);
const latencies: number[] = [];
const served = new Set<number>();
let isInWindow = false;
let failed: string | null = null;

function drive(id: number): void {
  const socket = connect(port, '127.0.0.1');
  let sentMs = performance.now();
  let got = 0;
  socket.on('connect', () => socket.write(message));
  socket.on('error', (error) => finish(error.message));
  socket.on('data', (bytes) => {
    got += bytes.length;
    if (got < message.length) return;
    got = 0;
    served.add(id);
    if (isInWindow) latencies.push((performance.now() - sentMs) * 1000);
    sentMs = performance.now();
    if (values.churn) again(id, socket);
    else socket.write(message);
  });
}

function again(id: number, socket: Socket): void {
  socket.end();
  drive(id);
}

const event = (name: string) => writeSync(Number(values['events-fd']), `${JSON.stringify({ event: name })}\n`);

function finish(reason: string | null): never {
  failed = reason;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(share * latencies.length)] ?? null;
  const document = {
    version: 1,
    messages: latencies.length,
    seconds: windowMs / 1000,
    messagesPerSecond: failed === null ? (latencies.length * 1000) / windowMs : null,
    latencyUs: { p50: at(0.5), p99: at(0.99) },
    errors: {},
    connections: { asked: connections, established: connections, served: served.size },
    failed,
  };
  writeSync(1, JSON.stringify(document));
  process.exit(failed === null ? 0 : 1);
}

for (let id = 0; id < connections; id++) drive(id);
setTimeout(
  () => {
    isInWindow = true;
    event('window-start');
    setTimeout(() => {
      event('window-end');
      finish(null);
    }, windowMs);
  },
  Number.parseInt(values.warmup, 10),
);
