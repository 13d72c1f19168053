// `forkroad stop` ends exactly the servers that it has records of, and cleans up records of those that have gone.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { open } from '../harness/clients.js';
import { isAlive } from '../harness/processes.js';
import { runCli } from '../harness/run-cli.js';
import { startServer } from '../harness/server-process.js';

/** A runtime folder of the test's own, so that it stops no server of anyone else. */
function ownRuntimeFolder(t: ExecutionContext): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-stop-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return { XDG_RUNTIME_DIR: folder };
}

test('stop --port ends the server on this port, stop ends the others', async (t) => {
  const env = ownRuntimeFolder(t);
  const first = await startServer(t, 'spst', [], { env });
  const second = await startServer(t, 'mpmt', ['--workers', '2', '--threads', '2'], { env });
  const byPort = await runCli(['stop', '--port', String(first.port)], { env });
  t.is(byPort.stdout, `Stopped iterative on port ${first.port} (pid ${first.pid}).\n`);
  t.is(await first.exited, 0);
  t.true(isAlive(second.pid));
  const rest = await runCli(['stop'], { env });
  t.is(rest.stdout, `Stopped forked-thread-pools on port ${second.port} (pid ${second.pid}).\n`);
  t.is(await second.exited, 0);
  t.is((await runCli(['stop'], { env })).stdout, 'No server is running.\n');
});

test('a record of a process that has gone, or whose pid is someone else’s now, ends nobody', async (t) => {
  const env = ownRuntimeFolder(t);
  const server = await startServer(t, 'event-loop', [], { env });
  server.signal('SIGKILL');
  await server.exited;
  const folder = join(env.XDG_RUNTIME_DIR as string, 'forkroad');
  t.is(readdirSync(folder).length, 1, 'a killed server leaves its record');
  const impostor = { pid: process.pid, startTicks: 1, port: 8081, model: 'iterative' };
  writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(impostor));
  t.is((await runCli(['stop'], { env })).stdout, 'No server is running.\n');
  t.deepEqual(readdirSync(folder), []);
});

test('a server that is killed leaves a port that the next one takes, and says who has a taken one', async (t) => {
  const env = ownRuntimeFolder(t);
  const server = await startServer(t, 'event-loop', [], { env });
  const second = await runCli(['serve', 'spst', '--port', String(server.port)], { env });
  t.is(second.exitCode, 1);
  t.true(second.stderr.includes(`taken by forkroad event-loop (pid ${server.pid}); end it: forkroad stop --port`));
  (await open(server.port)).destroy();
  t.is(await server.stop(), 0);
});
