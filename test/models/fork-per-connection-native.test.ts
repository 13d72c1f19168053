// fork(2) beside V8: the children's CPU is the server's, running out of something is waited out, names show.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test from 'ava';
import type { UsageAnswer } from '../../src/serving/usage.js';
import { close, exchange, inParallel, open } from '../harness/clients.js';
import { until, within } from '../harness/deadline.js';
import { descendants, descriptors, threadName } from '../harness/processes.js';
import { cli, startServer } from '../harness/server-process.js';

const model = 'fork-per-connection-native';

test("children's CPU is in the server's answer once they are reaped", async (t) => {
  const args = ['serve', model, '--port', '0', '--packets', 'off', '--work', 'cpu:1ms'];
  const server = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  t.teardown(() => server.kill('SIGKILL'));
  const usage = async () => {
    const answered = once(server, 'message');
    server.send({ type: 'usage' });
    return (await within("the server's usage", answered))[0] as UsageAnswer;
  };
  const before = await usage();
  const [connections, messages] = [5, 40];
  await inParallel(connections, 2, async () => {
    const client = await open(before.port);
    for (let message = 0; message < messages; message++) await exchange(client, 'burn');
    await close(client);
  });
  await until('the children to be reaped', () => descendants(server.pid as number).length === 0);
  const burntUs = (await usage()).children.cpuUs - before.children.cpuUs;
  t.true(burntUs >= connections * messages * 1000, `${burntUs} µs`);
});

test('out of descriptors, of which each child needs one, clients wait until children end', async (t) => {
  const server = await startServer(t, model, ['--packets', 'off'], { descriptors: 64 });
  const crowd = await Promise.all(Array.from({ length: 60 }, () => open(server.port)));
  await until('the descriptors to have run out', () =>
    server.lines.some((line) => line.includes('Too many open files; new clients wait')),
  );
  for (const client of crowd) {
    t.is(await exchange(client, 'at last'), 'at last');
    await close(client);
  }
  t.is(await server.stop(), 0);
  t.regex(server.lines.at(-1) ?? '', /60 connections.* descriptors/);
});

test('a child has the name of its connection, and none of its parent descriptors but its standard streams', async (t) => {
  const server = await startServer(t, model);
  const client = await open(server.port);
  await exchange(client, 'here');
  const [child] = descendants(server.pid) as [number];
  t.is(threadName(child), 'conn-1');
  t.is(descriptors(child), 4);
  process.kill(child, 'SIGTERM');
  await until('a child that is told to end', () => descendants(server.pid).length === 0);
  client.destroy();
  t.is(await server.stop(), 0);
});
