// The second way of measuring a server's CPU: the bare client sees all that is burnt, wherever it is; and what is asked of both.
import test from 'ava';
import { agreementTasks } from '../../../scripts/bench/agreement.js';
import { outputOf } from '../../../scripts/bench/clients.js';
import { onlyByName, partNames, partsOf } from '../../../scripts/bench/parts.js';
import { buildPeer } from '../../../scripts/bench/programs.js';
import { addon } from '../../../src/addon/addon.cjs';
import { findModel } from '../../../src/models/registry.js';
import type { Entrant } from '../../../src/trials/entrant.js';
import { startServer } from '../../../src/trials/start-server.js';
import { serverCommand, type Tools } from '../../../src/trials/tools.js';
import { within } from '../../harness/deadline.js';

const connections = 4;
/** Far above what a connection costs beside it, so that time that is missed is noticed. */
const workUs = 2000;
const seconds = 0.5;
/** Of children that were waited for, user and system time are read in ticks of 10 ms at each end. */
const roundingUs = 40_000;

/** Where the time is: in a process, in threads that have ended, in children that have been reaped, in children that live. */
const places = [
  { name: 'epoll', mode: 'ping-pong' },
  { name: 'thread-per-connection', mode: 'churn' },
  { name: 'fork-per-connection-native', mode: 'churn' },
  { name: 'cluster', mode: 'ping-pong' },
] as const;

for (const { name, mode } of places) {
  test.serial(`the bare client counts all CPU of ${name} in ${mode}`, async (t) => {
    const over = new AbortController();
    t.teardown(() => over.abort());
    const asked = {
      model: findModel(name) as Entrant,
      counts: { workers: 2, threads: 4, loops: 2 },
      service: 'echo',
      options: ['--work', `cpu:${workUs}us`],
    };
    const server = await startServer(asked, { serverCommand } as Tools, over.signal);
    const words = [server.address.port, server.pid, mode, connections, 64, 0.2, seconds];
    const run = server.during(outputOf(buildPeer('measuring-client'), words));
    const { messages, seconds: took, serverCpuSeconds } = JSON.parse(await within('the client', run));
    await server.stop();
    const cpuUs = serverCpuSeconds * 1e6;
    const burntUs = (messages - 2 * connections) * workUs; // what was under way at an end may belong to the other side of it
    t.true(messages > 4 * connections, `${messages} messages`);
    t.true(cpuUs >= burntUs - roundingUs, `${cpuUs} µs of ${messages} messages`);
    t.true(cpuUs <= took * 1e6 * addon.processes.cpus().length + roundingUs, `${cpuUs} µs in ${took} s`);
  });
}

test('eight models are asked, TypeScript among them, within 5 %; each per message or per connection', (t) => {
  const named = agreementTasks.map(({ name }) => name.split(',')[0] as string);
  const models = [...new Set(named)].map((name) => findModel(name));
  t.true(models.length >= 8);
  t.true(models.some((model) => model?.language === 'TypeScript'));
  t.is(new Set(agreementTasks.map(({ name }) => name)).size, agreementTasks.length);
  for (const { figures } of agreementTasks) t.deepEqual(figures[0]?.goal, { atLeast: 0.95, atMost: 1.05 });
  for (const unit of ['message', 'connection']) {
    t.true(agreementTasks.some(({ figures }) => figures[0]?.name === `server's CPU, µs/${unit}`));
  }
});

test('what is run when nothing is named leaves out what takes as long as all the rest', (t) => {
  t.deepEqual(onlyByName, ['agreement']);
  t.deepEqual(
    partsOf([]),
    partNames.filter((name) => name !== 'agreement'),
  );
  t.deepEqual(partsOf(['agreement', 'fork', 'fork']), ['fork', 'agreement']);
});
