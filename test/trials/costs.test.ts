// The cost of a process tree: children and threads that have ended are in it, none is lost, none counted twice.
import { readFileSync } from 'node:fs';
import test from 'ava';
import { addon } from '../../src/addon/addon.cjs';
import { readCosts } from '../../src/trials/costs.js';
import { ServerProcess } from '../../src/trials/server-process.js';
import { close, exchange, open, visit } from '../harness/clients.js';
import { until } from '../harness/deadline.js';
import { cpuSeconds, threadIds, threadName } from '../harness/processes.js';
import { forkingModels, startModel } from './model-server.js';
import { standInModel, standInTools } from './stand-ins.js';

/** getrusage tells whole microseconds; and what was reaped under a reading may be in doubt by half a millisecond. */
const roundingUs = 502;

test('the sum never falls while children come and go', async (t) => {
  const over = new AbortController();
  const command = standInTools.serverCommand(standInModel('forks'), { workers: 1, threads: 1, loops: 2 });
  const server = await ServerProcess.start(command, over.signal);
  t.teardown(() => server.stop());
  const seen = new Set<number>();
  let last = await readCosts(server.pid, () => server.usage());
  while (seen.size < 12) {
    for (const pid of addon.processes.tree(server.pid)) seen.add(pid);
    const next = await readCosts(server.pid, () => server.usage());
    t.true(next.cpuUs >= last.cpuUs - roundingUs, `${next.cpuUs} µs after ${last.cpuUs} µs`);
    last = next;
  }
  const { children } = await server.usage();
  t.true(children.cpuUs > 0, 'children were reaped');
});

test('a server that has gone has no costs', async (t) => {
  const over = new AbortController();
  const command = standInTools.serverCommand(standInModel('echoes'), { workers: 1, threads: 1, loops: 2 });
  const server = await ServerProcess.start(command, over.signal);
  const { pid } = server;
  await server.stop();
  await t.throwsAsync(
    readCosts(pid, () => server.usage()),
    { message: 'the server has ended' },
  );
});

const messages = 20;
const workUs = 5000;
const burntUs = messages * workUs;

for (const model of forkingModels) {
  test(`${model}, CPU: a child is in the sum while it lives and once it was reaped, not twice`, async (t) => {
    const server = await startModel(t, model, ['--work', `cpu:${workUs}us`]);
    const read = () => readCosts(server.pid, () => server.usage());
    const start = await read();
    const client = await open(server.address.port);
    await exchange(client, 'boots its process');
    const booted = await read();
    const rootBooted = addon.processes.cpuUs(server.pid) ?? 0;
    for (let i = 0; i < messages; i++) await exchange(client, 'x');
    const living = await read();
    t.true(living.cpuUs - booted.cpuUs >= burntUs, 'while it lives');
    t.true(
      (addon.processes.cpuUs(server.pid) ?? 0) - rootBooted < burntUs,
      'the trap: the server alone has not burnt it',
    );
    await close(client);
    await until('the child to be reaped', () => addon.processes.tree(server.pid).length === 1);
    const reaped = await read();
    t.true(reaped.cpuUs >= living.cpuUs - roundingUs, 'once it was reaped');
    t.true((await server.usage()).children.cpuUs >= burntUs);
    t.true(reaped.cpuUs - living.cpuUs < living.cpuUs - start.cpuUs, 'not twice');
  });
}

test('CPU: threads that have ended are in the sum, though no live thread has burnt it', async (t) => {
  const server = await startModel(t, 'thread-per-connection', ['--work', `cpu:${workUs}us`]);
  const before = await readCosts(server.pid, () => server.usage());
  const liveBefore = liveThreadsUs(server.pid);
  for (let i = 0; i < messages; i++) await visit(server.address.port, 'x');
  await until('the threads to end', () => !threadIds(server.pid).map(threadName).some(isOfConnection));
  const after = await readCosts(server.pid, () => server.usage());
  t.true(after.cpuUs - before.cpuUs >= burntUs);
  t.true(liveThreadsUs(server.pid) - liveBefore < burntUs / 2, 'the trap: live threads alone');
});

const isOfConnection = (name: string): boolean => name.startsWith('conn-');

/** As /proc/PID/task tells it, in ticks of 10 ms; a thread that ends meanwhile counts for nothing. */
const liveThreadsUs = (pid: number): number => threadIds(pid).reduce((sum, tid) => sum + ticksUs(pid, tid), 0);

function ticksUs(pid: number, tid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/task/${tid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return 0;
  }
}

test('CPU: each message shows, where ticks of 10 ms stand still', async (t) => {
  const server = await startModel(t, 'event-loop');
  const client = await open(server.address.port);
  const tickSteps: number[] = [];
  let last = await readCosts(server.pid, () => server.usage());
  let lastTicks = cpuSeconds(server.pid);
  for (let i = 0; i < messages; i++) {
    await exchange(client, 'x');
    const now = await readCosts(server.pid, () => server.usage());
    t.true(now.cpuUs > last.cpuUs);
    const ticks = cpuSeconds(server.pid);
    tickSteps.push(ticks - lastTicks);
    [last, lastTicks] = [now, ticks];
  }
  t.true(tickSteps.includes(0), 'the trap: ticks stood still at least once');
});

test('context switches: those of threads that have ended are counted, though no live thread shows them', async (t) => {
  const server = await startModel(t, 'thread-per-connection');
  const connections = 100;
  const before = await readCosts(server.pid, () => server.usage());
  const liveBefore = addon.processes.contextSwitches(server.pid).voluntary;
  for (let i = 0; i < connections; i++) await visit(server.address.port, 'x'); // waits for the client's end
  const after = await readCosts(server.pid, () => server.usage());
  const all = after.voluntarySwitches - before.voluntarySwitches;
  const live = addon.processes.contextSwitches(server.pid).voluntary - liveBefore;
  t.true(all - live >= connections / 2, `${all} in all, ${live} of live threads`);
});

for (const model of forkingModels) {
  test(`${model}, context switches: those of a reaped child stay in the sum`, async (t) => {
    const server = await startModel(t, model);
    const client = await open(server.address.port);
    for (let i = 0; i < messages; i++) await exchange(client, 'x');
    const living = await readCosts(server.pid, () => server.usage());
    await close(client);
    await until('the child to be reaped', () => addon.processes.tree(server.pid).length === 1);
    const reaped = await readCosts(server.pid, () => server.usage());
    t.true(reaped.voluntarySwitches >= living.voluntarySwitches);
    t.true((await server.usage()).children.voluntarySwitches >= messages);
  });
}
