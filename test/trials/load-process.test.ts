// The client of a trial: it tells its edges by the clock that this process reads, and loads on until the last is read.
import { createServer } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { monotonicNs } from '../../src/observe/monotonic.js';
import { type LoadEvent, runLoad } from '../../src/trials/load-process.js';
import { until } from '../harness/deadline.js';
import { standInTools } from './stand-ins.js';

const signal = new AbortController().signal;

/** Counts what comes in. */
async function startEcho(t: ExecutionContext): Promise<{ port: number; bytes(): number }> {
  let bytes = 0;
  const server = createServer((socket) => {
    socket
      .on('error', () => {})
      .on('data', (data) => {
        bytes += data.length;
        socket.write(data);
      });
  });
  t.teardown(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return { port: address.port, bytes: () => bytes };
}

const commandTo = (port: number): string[] => [
  ...standInTools.loadCommand({ host: '127.0.0.1', port }, { service: 'echo', client: 'native' }),
  ...['--connections', '2', '--warmup', '10ms', '--duration', '60ms', '--windows', '2'],
];

test('each edge has its time, on the clock of who hears of it', async (t) => {
  const { port } = await startEcho(t);
  const events: LoadEvent[] = [];
  const startedNs = monotonicNs();
  await runLoad(commandTo(port), (event) => void events.push(event), signal);
  t.deepEqual(
    events.map(({ event }) => event),
    ['warm-up-start', 'warm-up-edge', 'window-start', 'window-edge', 'window-end'],
  );
  const times = [startedNs, ...events.map(({ atNs }) => atNs), monotonicNs()];
  t.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
});

test('the load stays up until the last edge has been read', async (t) => {
  const { port, bytes } = await startEcho(t);
  const reading = async ({ event }: LoadEvent) => {
    if (event !== 'window-end') return;
    const atEdge = bytes();
    await until('messages after the last edge', () => bytes() > atEdge + 10_000);
  };
  await t.notThrowsAsync(runLoad(commandTo(port), reading, signal));
});

test('an edge that cannot be read is the reason why a load fails', async (t) => {
  const { port } = await startEcho(t);
  const reading = async () => {
    throw new Error('nothing to read');
  };
  await t.throwsAsync(runLoad(commandTo(port), reading, signal), { message: 'nothing to read' });
});
