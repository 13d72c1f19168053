// The cost of a process tree: no child that is reaped between two readings is lost, none counted twice.
import test from 'ava';
import { addon } from '../../src/addon/addon.cjs';
import { readCosts } from '../../src/trials/costs.js';
import { ServerProcess } from '../../src/trials/server-process.js';
import { standInModel, standInTools } from './stand-ins.js';

/** getrusage tells whole microseconds, so two readings may disagree by one for each of its two parts. */
const roundingUs = 2;

test('the sum never falls while children come and go', async (t) => {
  const over = new AbortController();
  const command = standInTools.serverCommand(standInModel('forks'), { workers: 1, threads: 1 });
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
  const command = standInTools.serverCommand(standInModel('echoes'), { workers: 1, threads: 1 });
  const server = await ServerProcess.start(command, over.signal);
  const { pid } = server;
  await server.stop();
  await t.throwsAsync(
    readCosts(pid, () => server.usage()),
    { message: 'the server has ended' },
  );
});
