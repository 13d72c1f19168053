// What has no answer counts: stalls that last to the end, time-outs, lost connections; and a sound server leaves nothing.
import type { Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { addon } from '../../src/addon/addon.cjs';
import type { LoadService } from '../../src/addon/load.cjs';
import { type LoadDocument, loadDocument } from '../../src/load/document.js';
import { mergeBuckets, samplesOf } from '../../src/load/latency-histogram.js';
import { type LoadOptions, type LoadRun, startLoad } from '../../src/load/run-load.js';
import { summary } from '../../src/load/summary.js';
import { until, within } from '../harness/deadline.js';
import { answering, plain } from './http-servers.js';
import { echo, echoUntil, type Serve, serveOnlyOne, startTestServer } from './servers.js';

/** A server whose answers to some connections are held back while it stalls. */
interface Stalling {
  port: number;
  /** From here on; `isMet` is asked for each connection, by the order in which they came. */
  stall(isMet: (connection: number) => boolean): void;
  /** Sends what was held; how many milliseconds the oldest of it was held. */
  goOn(): number;
  held(): number;
}

async function startStalling(t: ExecutionContext, service: LoadService, delayMs = 0): Promise<Stalling> {
  const numbers = new Map<Socket, number>();
  let held: { atMs: number; answer: () => void }[] = [];
  let isMet: (connection: number) => boolean = () => false;
  const reply = (socket: Socket, bytes: Buffer) => {
    const answer = () => (service === 'echo' ? socket.writable && socket.write(bytes) : plain(socket, bytes));
    if (isMet(numbers.get(socket) ?? 0)) held.push({ atMs: performance.now(), answer });
    else if (delayMs > 0) setTimeout(answer, delayMs);
    else answer();
  };
  const ofEcho: Serve = (socket) => {
    socket.on('data', (bytes: Buffer) => reply(socket, bytes));
    socket.on('end', () => socket.end());
  };
  const serve = service === 'echo' ? ofEcho : answering(reply);
  const server = await startTestServer(t, (socket, each) => {
    numbers.set(socket, numbers.size);
    serve(socket, each);
  });
  return {
    port: server.port,
    stall: (of) => {
      isMet = of;
    },
    goOn: () => {
      isMet = () => false;
      const oldestMs = performance.now() - Math.min(...held.map(({ atMs }) => atMs));
      for (const { answer } of held.splice(0)) answer();
      held = [];
      return oldestMs;
    },
    held: () => held.length,
  };
}

const start = (service: LoadService, options: Partial<LoadOptions> & { port: number }): Promise<LoadRun> =>
  startLoad({ host: '127.0.0.1', service, connections: 16, warmUpMs: 0, ...options });

async function ended(t: ExecutionContext, run: LoadRun): Promise<LoadDocument> {
  const document = loadDocument.parse(await within('the end of a load run', run.done));
  const samples = samplesOf(mergeBuckets(document.windows.map(({ latency }) => latency)));
  t.is(document.failed, null);
  t.is(samples, document.messages + document.answeredAfterEnd + document.unanswered, 'nothing is left out');
  return document;
}

const isMeasuring = (run: LoadRun, messages: number) => () =>
  (run.progress().windows[0]?.messages ?? 0) >= messages && run.progress().phase === 'measuring';

for (const service of ['echo', 'http-echo'] as const) {
  test.serial(`churn: 58 of 64 connections that are never answered: ${service}`, async (t) => {
    const server = await startStalling(t, service, 20);
    server.stall((connection) => connection < 58);
    const run = await start(service, { port: server.port, connections: 64, churn: true, durationMs: 600_000 });
    await until('all that stall', () => server.held() === 58);
    const beganMs = performance.now();
    await until('enough for p99', isMeasuring(run, 200));
    const agedUs = (performance.now() - beganMs) * 1000;
    run.stop();
    const document = await ended(t, run);
    t.is(document.unanswered, 58);
    t.true((document.latencyUs.p99 ?? 0) >= agedUs, `p99 ${document.latencyUs.p99} of ${agedUs} µs`);
    t.true(document.latencyAtLeast.includes('p99') && document.latencyAtLeast.includes('max'));
    t.false(document.latencyAtLeast.includes('p50'), 'most are answered');
    t.regex(summary(document), /unanswered +58.*\n +latency.*p99 ≥ [\d.]+ s/);
  });

  for (const client of service === 'echo' ? (['native'] as const) : (['native', 'autocannon'] as const)) {
    test.serial(
      `half of the connections stall to the end, and are not answered after it: ${service}, ${client}`,
      async (t) => {
        const server = await startStalling(t, service);
        const run = await start(service, { port: server.port, client, durationMs: 800 });
        await until('messages', isMeasuring(run, 100));
        const beganMs = performance.now();
        server.stall((connection) => connection < 8);
        await until('the end of the measured time', () => run.progress().phase === 'holding');
        const agedUs = (performance.now() - beganMs) * 1000;
        const document = await ended(t, run);
        t.is(document.unanswered, 8);
        t.true((document.latencyUs.max ?? 0) >= agedUs * 0.9, `${document.latencyUs.max} of ${agedUs} µs`);
        t.deepEqual(document.latencyAtLeast.at(-1), 'max');
      },
    );

    test.serial(
      `half of the connections stall over the end, and are answered after it: ${service}, ${client}`,
      async (t) => {
        const server = await startStalling(t, service);
        const run = await start(service, { port: server.port, client, durationMs: 800 });
        await until('messages', isMeasuring(run, 100));
        server.stall((connection) => connection < 8);
        await until('the end of the measured time', () => run.progress().phase === 'holding' && server.held() === 8);
        const heldMs = server.goOn();
        const document = await ended(t, run);
        t.is(document.unanswered, 0);
        t.true(document.answeredAfterEnd >= 8);
        t.true((document.latencyUs.max ?? 0) >= heldMs * 1000, `${document.latencyUs.max} µs of ${heldMs} ms`);
        t.deepEqual(document.latencyAtLeast, [], 'their latencies are known');
      },
    );
  }

  for (const mode of [{ rate: 200, connections: 256 }, { churn: true }, {}]) {
    for (const timeoutMs of [10_000, 200]) {
      test.serial(
        `a stall of a second shows, with a --timeout of ${timeoutMs} ms too: ${service} ${JSON.stringify(mode)}`,
        async (t) => {
          const server = await startStalling(t, service);
          const run = await start(service, { port: server.port, durationMs: 2000, timeoutMs, ...mode });
          await until('messages', isMeasuring(run, 20));
          const isOpen = 'rate' in mode;
          let count = 0;
          server.stall(() => isOpen || count++ < 8); // of a closed loop as many messages as half of the connections
          const beganMs = performance.now();
          await until('a second of stall', () => performance.now() - beganMs >= 1000 && server.held() >= 8);
          const heldUs = server.goOn() * 1000;
          const { latencyUs, errors, unanswered } = await ended(t, run);
          t.is(unanswered, 0);
          t.true((latencyUs.max ?? 0) >= heldUs, `max ${latencyUs.max} of ${heldUs} µs`);
          t.is(errors.timeout > 0, timeoutMs < 1000);
          if (isOpen) t.true((latencyUs.p90 ?? 0) >= heldUs / 2, 'a third of the messages or more were due in it');
        },
      );
    }
  }

  for (const mode of [{}, { rate: 200 }, { churn: true }]) {
    test.serial(
      `a stall of all connections beyond the time-out ends no run: ${service} ${JSON.stringify(mode)}`,
      async (t) => {
        const server = await startStalling(t, service);
        const run = await start(service, { port: server.port, durationMs: 2000, timeoutMs: 100, ...mode });
        await until('messages', isMeasuring(run, 20));
        server.stall(() => true);
        await until('a time-out of all', () => run.progress().errors.timeout >= 16);
        const heldUs = server.goOn() * 1000;
        const { latencyUs, unanswered, connections } = await ended(t, run);
        t.is(unanswered, 0);
        t.is(connections.served, 16);
        t.true((latencyUs.max ?? 0) >= heldUs, `max ${latencyUs.max} of ${heldUs} µs`);
      },
    );
  }

  for (const mode of [{ rate: 100 }, { rate: 100, connections: 1 }, {}, { churn: true }, { burst: true }]) {
    test.serial(`a sound server leaves nothing unanswered: ${service} ${JSON.stringify(mode)}`, async (t) => {
      const server = addon.load.startEcho(service); // on a thread of its own, whatever this one does
      t.teardown(() => server.stop());
      for (let turn = 0; turn < 4; turn++) {
        const run = await start(service, { port: server.port, durationMs: 500, ...mode });
        const document = await ended(t, run);
        t.is(document.unanswered, 0);
        t.deepEqual(document.latencyAtLeast, []);
        t.notRegex(summary(document), /unanswered|latency.*≥ /);
      }
    });
  }
}

test.serial('a server that takes longer for each message than a stall may last is waited for', async (t) => {
  const server = await startStalling(t, 'echo', 1300);
  const { unanswered, answeredAfterEnd } = await ended(t, await start('echo', { port: server.port, durationMs: 2000 }));
  t.is(unanswered, 0);
  t.is(answeredAfterEnd, 16);
});

test.serial('who waits in a backlog to be served first is no stall of those that are served', async (t) => {
  const server = await startTestServer(t, serveOnlyOne());
  const options = { port: server.port, durationMs: 3000, timeoutMs: 2000 };
  const { connections, unanswered, latencyAtLeast, errors } = await ended(t, await start('echo', options));
  t.deepEqual(connections, { asked: 16, established: 16, served: 1 });
  t.is(unanswered, 0);
  t.deepEqual(latencyAtLeast, []);
  t.is(errors.timeout, 0);
});

test.serial('a message whose connection was lost has had no answer by the end', async (t) => {
  const server = await startTestServer(
    t,
    echoUntil(100, (socket) => socket.end()),
  );
  const run = await start('echo', { port: server.port, durationMs: 1000 });
  await until('the loss', () => run.progress().errors.ended === 1);
  const lostMs = performance.now();
  await until('the end of the measured time', () => run.progress().phase !== 'measuring');
  const sinceUs = (performance.now() - lostMs) * 1000;
  const { unanswered, latencyUs } = await ended(t, run);
  t.is(unanswered, 1);
  t.true((latencyUs.max ?? 0) >= sinceUs * 0.9, `${latencyUs.max} of ${sinceUs} µs`);
});

test.serial('stopped early, what is under way is waited for', async (t) => {
  const server = await startTestServer(t, echo);
  const run = await start('echo', { port: server.port, durationMs: 600_000 });
  await until('messages', isMeasuring(run, 100));
  run.stop();
  t.is((await ended(t, run)).unanswered, 0);
});
