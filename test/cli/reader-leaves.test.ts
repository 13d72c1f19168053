// A reader that leaves hides no failure: the exit code is the one that it would have been, and stderr goes on.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import test, { type ExecutionContext } from 'ava';
import { listenerInodes } from '../../src/observe/tcp-sockets.js';
import { freePort } from '../../src/trials/free-port.js';
import { until, within } from '../harness/deadline.js';
import { cli } from '../harness/server-process.js';
import { echo, startTestServer } from '../load/servers.js';
import { realisticResults } from '../reports/realistic-results.js';

const deaf = `'${process.execPath}' -e 'net.createServer(() => {}).listen(process.argv[1])' {port}`;
const good = `'${process.execPath}' docs/write-your-own/event-loop.mjs {port}`;
const verify = (server: string) => ['verify', '--server', server, '--timeout', '300ms', '--only', 'listens', 'echo'];
const brief = ['--duration', '200ms', '--warmup', '0ms', '--no-calibrate'];

interface Left {
  exitCode: number;
  stderr: string;
}

/** stdout has a reader that leaves before anything is written, or after the first line. */
async function runWithoutReader(t: ExecutionContext, words: string[], after: 'at once' | 'a line'): Promise<Left> {
  const child = spawn(process.execPath, [cli, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  t.teardown(() => child.kill('SIGKILL'));
  const stderr = text(child.stderr);
  if (after === 'at once') child.stdout.destroy();
  else child.stdout.once('data', () => child.stdout.destroy());
  const [exitCode] = await within(`forkroad ${words.join(' ')}`, once(child, 'close'), 60_000);
  return { exitCode, stderr: await stderr };
}

const cases: [what: string, exitCode: number, words: (port: number) => string[]][] = [
  ['verify of a bad server', 1, () => verify(deaf)],
  ['verify of a good server', 0, () => verify(good)],
  ['verify --json of a bad server', 1, () => [...verify(deaf), '--json']],
  ['verify of no program', 3, () => verify('./no-such {port}')],
  ['load of a server that is not there', 1, () => ['load', '127.0.0.1:1', ...brief]],
  ['load that works', 0, (port) => ['load', `:${port}`, ...brief]],
  ['load --ndjson', 0, (port) => ['load', `:${port}`, ...brief, '--ndjson']],
  ['load --assert that does not hold', 1, (port) => ['load', `:${port}`, ...brief, '--assert', 'errors>=1000000']],
  ['models', 0, () => ['models']],
  ['models --json', 0, () => ['models', '--json']],
  ['--help', 0, () => ['--help']],
  ['compare --from of no results', 2, () => ['compare', '--from', '/no/such.json']],
];

for (const [what, exitCode, words] of cases) {
  for (const after of ['at once', 'a line'] as const) {
    test(`${what}, its reader leaves ${after}`, async (t) => {
      const { port } = await startTestServer(t, echo);
      const left = await runWithoutReader(t, words(port), after);
      t.is(left.exitCode, exitCode, left.stderr);
      t.notRegex(left.stderr, /EPIPE|\n\s+at /);
    });
  }
}

for (const options of [[], ['--json']]) {
  test(`compare --from ${options.join(' ')} still writes its reports`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'forkroad-reader-'));
    t.teardown(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'results.json');
    writeFileSync(file, JSON.stringify(realisticResults()));
    const { exitCode, stderr } = await runWithoutReader(t, ['compare', '--from', file, ...options], 'at once');
    t.is(exitCode, 0, stderr);
    t.deepEqual(readdirSync(folder).sort(), ['report.csv', 'report.html', 'report.md', 'results.json']);
  });
}

test('stderr goes on: what failed is said there', async (t) => {
  const { stderr } = await runWithoutReader(t, ['load', '127.0.0.1:1', ...brief], 'at once');
  t.regex(stderr, /nothing listens on 127\.0\.0\.1:1/);
});

async function echoes(t: ExecutionContext, port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.write('hello');
  const [bytes] = await within('the echo', once(socket, 'data'));
  t.is(bytes.toString(), 'hello');
  socket.destroy();
}

for (const options of [[], ['--quiet'], ['--packets', 'json'], ['--packets', 'off']]) {
  test(`serve ${options.join(' ')} goes on without a reader of its log, and ends as it would have`, async (t) => {
    const port = await freePort();
    const words = ['serve', 'event-loop', '--port', String(port), ...options];
    const child = spawn(process.execPath, [cli, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
    t.teardown(() => child.kill('SIGKILL'));
    const exited = once(child, 'exit');
    child.stdout.destroy();
    await until('the server to listen', () => listenerInodes(port).length > 0);
    for (let client = 0; client < 3; client++) await echoes(t, port);
    child.kill('SIGTERM');
    t.deepEqual(await within('the server to end', exited), [0, null]);
  });
}

test('a disk that is full is an error, as before', async (t) => {
  const child = spawn('sh', ['-c', '"$0" "$1" models --json >/dev/full', process.execPath, cli], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stderr = text(child.stderr);
  t.deepEqual(await once(child, 'close'), [1, null]);
  t.regex(await stderr, /cannot write: .*ENOSPC/);
});
