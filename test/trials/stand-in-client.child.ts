// Stands in for `forkroad load` where a test is about the trial and not about the client: a small closed loop on node:net.
import { createReadStream, writeSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    connections: { type: 'string', default: '1' },
    size: { type: 'string', default: '64' },
    warmup: { type: 'string', default: '0ms' },
    'warmup-cap': { type: 'string', default: '0ms' },
    duration: { type: 'string', default: '100ms' },
    windows: { type: 'string', default: '1' },
    'events-fd': { type: 'string', default: '3' },
    'hold-fd': { type: 'string' },
    ceiling: { type: 'string' },
    'no-calibrate': { type: 'boolean' },
    churn: { type: 'boolean', default: false },
    idle: { type: 'string' },
    timeout: { type: 'string' },
    json: { type: 'boolean' },
  },
});
const port = Number(positionals[0]?.split(':')[1]);
const connections = Number(values.connections);
const message = Buffer.alloc(Number(values.size), 'x');
const windowMs = Number.parseInt(values.duration, 10);
const windows = Number(values.windows);
const isAuto = values.warmup === 'auto';
const warmUpMs = Number.parseInt(isAuto ? values['warmup-cap'] : values.warmup, 10);
const latencies: number[][] = Array.from({ length: windows }, () => []);
const served = new Set<number>();
let current = -1; // the window that is open
let warmUpMessages = 0;
let isOver = false; // the last window has closed
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
    if (current === -1) warmUpMessages++;
    if (!isOver) latencies[current]?.push((performance.now() - sentMs) * 1000);
    sentMs = performance.now();
    if (values.churn) again(id, socket);
    else socket.write(message);
  });
}

function again(id: number, socket: Socket): void {
  socket.end();
  drive(id);
}

function event(name: string, more = {}): void {
  const line = { event: name, ...more, atNs: Number(process.hrtime.bigint()) };
  writeSync(Number(values['events-fd']), `${JSON.stringify(line)}\n`);
}

/** Goes on driving until the descriptor is closed at its other end. */
function held(then: () => void): void {
  if (values['hold-fd'] === undefined) then();
  else {
    createReadStream('', { fd: Number(values['hold-fd']) })
      .on('close', then)
      .resume();
  }
}

function finish(reason: string | null): never {
  failed = reason;
  const document = {
    version: 1,
    warmUp: {
      seconds: warmUpMs / 1000,
      messages: warmUpMessages,
      reached: isAuto ? 'cap' : 'time',
      perSecond: [(warmUpMessages * 1000) / Math.max(1, warmUpMs)],
    },
    totals: { messages: latencies.flat().length },
    sendLagUs: null,
    offeredPerSecond: null,
    errors: {},
    windows: latencies.map((ofWindow) => ({
      seconds: windowMs / windows / 1000,
      messages: ofWindow.length,
      busiestThreadCpuUs: 0,
      busiestThreadWaitUs: 0,
      latency: ofWindow.sort((a, b) => a - b).map((us) => [us, 1]),
    })),
    connections: { asked: connections, established: connections, served: served.size },
    failed,
  };
  writeSync(1, JSON.stringify(document));
  process.exit(failed === null ? 0 : 1);
}

function openNext(): void {
  current++;
  setTimeout(() => {
    const isLast = current === windows - 1;
    event(isLast ? 'window-end' : 'window-edge');
    isOver = isLast;
    if (isLast) held(() => finish(null));
    else openNext();
  }, windowMs / windows);
}

event('warm-up-start');
for (let id = 0; id < connections; id++) drive(id);
setTimeout(() => {
  event('warm-up-edge', { index: 0, messages: warmUpMessages });
  event('window-start');
  openNext();
}, warmUpMs);
