// The hold: after the last window the load goes on as before until the parent has read what it wanted to read.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { basename } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import test, { type ExecutionContext } from 'ava';
import type { LoadDocument } from '../../src/load/document.js';
import { watchHold } from '../../src/load/hold.js';
import { until, within } from '../harness/deadline.js';
import { cli } from '../harness/server-process.js';
import { eventOf } from './events.js';
import { answering, plain } from './http-servers.js';
import { echo, type Serve, startTestServer, type TestServer } from './servers.js';

interface Held {
  server: TestServer;
  child: ChildProcess;
  /** Ends the descriptor that holds the load. */
  release: Writable;
  document: Promise<LoadDocument>;
}

const brief = ['--json', '--no-calibrate', '--warmup', '20ms', '--duration', '200ms', '--windows', '2'];

async function startHeld(t: ExecutionContext, words: readonly string[], serve: Serve = echo): Promise<Held> {
  const server = await startTestServer(t, serve);
  const options = [`:${server.port}`, ...brief, '--events-fd', '3', '--hold-fd', '4', ...words];
  const child = spawn(process.execPath, [cli, 'load', ...options], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const [, stdout, , , release] = child.stdio as unknown as [null, Readable, null, Readable, Writable];
  const document = text(stdout).then((json) => JSON.parse(json));
  return { server, child, release, document };
}

/** Resolves when the last window has closed and the server has had more than what was under way. */
async function loadedAfterTheEnd({ server, child }: Held): Promise<void> {
  await eventOf(child, 'window-end');
  const before = server.bytesReceived;
  await until('load after the last window', () => server.bytesReceived > before + 64 * 64);
}

const modes: [words: string[], serve?: Serve][] = [
  [[]],
  [['--threads', '2']],
  [['--rate', '1000']],
  [['--churn']],
  [['--burst']],
  [['--service', 'http-echo'], answering(plain)],
  [['--client', 'autocannon'], answering(plain)],
];

for (const [words, serve] of modes) {
  test(`the load goes on until it is released, and counts in no window: ${words.join(' ') || 'closed loop'}`, async (t) => {
    const held = await startHeld(t, words, serve);
    await loadedAfterTheEnd(held);
    held.release.end();
    const { failed, windows, messages, totals } = await within('the end of a held run', held.document);
    t.is(failed, null);
    t.is(windows.length, 2);
    t.is(
      windows.reduce((sum, window) => sum + window.messages, 0),
      messages,
    );
    t.true(messages > 0 && totals.messages >= messages + 32, `${messages} of ${totals.messages}`);
  });
}

test('a byte releases it, too', async (t) => {
  const held = await startHeld(t, []);
  await loadedAfterTheEnd(held);
  held.release.write('.');
  t.is((await within('the end of a held run', held.document)).failed, null);
});

for (const words of [[], ['--client', 'autocannon']]) {
  test(`released before the last window has closed, nothing is held: ${words.join(' ') || 'native'}`, async (t) => {
    const held = await startHeld(t, words, words.length > 0 ? answering(plain) : echo);
    held.release.end();
    const { failed, windows } = await within('the end of a run that was not held', held.document);
    t.is(failed, null);
    t.is(windows.length, 2);
  });

  test(`Ctrl-C ends a hold: ${words.join(' ') || 'native'}`, async (t) => {
    const held = await startHeld(t, words, words.length > 0 ? answering(plain) : echo);
    await loadedAfterTheEnd(held);
    const exited = once(held.child, 'exit');
    held.child.kill('SIGINT');
    const { failed, windows } = await within('the end of an interrupted hold', held.document);
    t.is(failed, null);
    t.is(windows.length, 2);
    t.deepEqual(await within('the exit', exited), [130, null]);
  });

  test(`a server that is lost ends a hold: ${words.join(' ') || 'native'}`, async (t) => {
    const held = await startHeld(t, words, words.length > 0 ? answering(plain) : echo);
    await loadedAfterTheEnd(held);
    held.server.die();
    t.regex((await within('the end of a hold without a server', held.document)).failed ?? '', /the server is gone/);
  });
}

for (const file of ['/dev/null', import.meta.filename]) {
  test(`what can always be read holds nothing: ${basename(file)}`, (t) => {
    const fd = openSync(file, 'r');
    t.teardown(() => closeSync(fd));
    let released = 0;
    watchHold(fd, () => released++);
    t.is(released, 1);
  });
}
