// Getting to know somebody else's server: what it serves at once, what it makes per connection, why it cannot be compared.
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { holdConnections } from '../../src/load/hold-connections.js';
import { readCosts } from '../../src/trials/costs.js';
import { examineForeign } from '../../src/trials/examine-foreign.js';
import { parseServerCommand } from '../../src/trials/foreign-server.js';
import { startMeasuredForeign } from '../../src/trials/measured-foreign.js';
import { compiled } from '../harness/compiled.js';
import { descendants, isAlive } from '../harness/processes.js';
import { standInTools } from './stand-ins.js';

const never = new AbortController().signal;
const tools = { ...standInTools, hold: holdConnections };
const standIn = fileURLToPath(new URL('./foreign-stand-in.child.js', import.meta.url));
const commandOf = (behaviour: string) =>
  parseServerCommand(`'${process.execPath}' '${standIn}' ${behaviour} {port}`, { isShell: false });
const examine = (command: ReturnType<typeof commandOf>) =>
  examineForeign({ name: 'mine', command, service: 'echo' }, tools, never);

test.serial('a loop serves all, and makes nothing for a connection', async (t) => {
  const { claims, quadrant, language, bootsPerConnection } = await examine(commandOf('loop'));
  t.is(claims.servedAtOnce({ workers: 1, threads: 1, loops: 2 }), Number.POSITIVE_INFINITY);
  t.deepEqual([claims.processesPerConnection, claims.threadsPerConnection], [0, 0]);
  t.deepEqual([quadrant, language, bootsPerConnection], [null, null, false]);
  t.deepEqual(descendants(process.pid).filter(isAlive), []);
});

test.serial('one that serves one client at a time is found to', async (t) => {
  const { claims } = await examine(commandOf('one'));
  t.is(claims.servedAtOnce({ workers: 1, threads: 1, loops: 2 }), 1);
});

test.serial('a process for each connection, in C', async (t) => {
  const file = compiled(t, 'scripts/peers/fork-per-connection.c');
  const { claims, bootsPerConnection } = await examine(parseServerCommand(`${file} {port}`, { isShell: false }));
  t.deepEqual([claims.processesPerConnection, claims.threadsPerConnection], [1, 0]);
  t.false(bootsPerConnection);
});

test.serial('a thread for each connection, in C', async (t) => {
  const file = compiled(t, 'scripts/peers/thread-per-connection.c');
  const { claims } = await examine(parseServerCommand(`${file} {port}`, { isShell: false }));
  t.deepEqual([claims.processesPerConnection, claims.threadsPerConnection], [0, 1]);
});

test.serial('one that answers nothing is refused, and nothing of it is left', async (t) => {
  await t.throwsAsync(examine(commandOf('mute')), { message: /^it answers nothing on port \d+$/ });
  t.deepEqual(descendants(process.pid).filter(isAlive), []);
});

test.serial('one that ends is refused with its own words', async (t) => {
  await t.throwsAsync(examine(commandOf('ends')), { message: /exit code 3: no luck/ });
});

test.serial('the CPU time of reaped children is found, in ticks', async (t) => {
  const server = await startMeasuredForeign(commandOf('reaps'), never);
  t.teardown(() => server.stop());
  const { served, release } = await server.during(
    tools.hold(server.address, 1, { deadlineMs: 10_000, service: 'echo' }),
  );
  release();
  t.is(served, 1, 'it answers when its child, which burns 200 ms, has been reaped');
  const { cpuUs } = await readCosts(server.pid, () => server.usage());
  t.true(cpuUs >= 190_000, `${cpuUs} µs`);
});
