// The packet log and the counters as TypeScript sees them; each test file is a process, so the region is shared by its tests.
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';
import { addon } from '../../src/addon/addon.cjs';
import { Direction, type LoggerOptions } from '../../src/addon/packet-log.cjs';

const { packetLog, counters } = addon;
const folder = mkdtempSync(join(tmpdir(), 'forkroad-packet-log-'));
const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const options: LoggerOptions = { format: 'json', who: false, debug: false, quiet: false, outputFd: 1 };
let files = 0;

/** What the log prints while `action` runs, and its totals for that time. */
async function logged(given: Partial<LoggerOptions>, action: () => void | Promise<void>) {
  const file = join(folder, String(files++));
  const outputFd = openSync(file, 'w', 0o600);
  const before = packetLog.totals();
  packetLog.startLogger({ ...options, ...given, outputFd });
  await action();
  const { recorded, dropped } = await packetLog.stopLogger();
  closeSync(outputFd);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return { lines, recorded: recorded - before.recorded, dropped: dropped - before.dropped };
}

let region: number;
test.before(() => {
  region = packetLog.create();
});
test.after.always(() => rmSync(folder, { recursive: true }));

test.serial('nothing is recorded without a logger', (t) => {
  t.false(packetLog.recordsPackets());
  packetLog.record(Direction.recv, 1, Buffer.from('hello'));
  t.is(packetLog.totals().recorded, 0);
});

test.serial('records and texts come out in order', async (t) => {
  const { lines, recorded, dropped } = await logged({ format: 'hex' }, () => {
    t.true(packetLog.recordsPackets());
    packetLog.say('info', 0, 'Server started on port 8081');
    packetLog.record(Direction.recv, 7, Buffer.from('hello'));
    packetLog.record(Direction.send, 7, new Uint8Array([0x68, 0x69, 0x0a]));
    packetLog.say('debug', 7, 'not asked for');
  });
  t.deepEqual(lines, [
    '[INFO] Server started on port 8081',
    '[PACKET] RECV: 68 65 6c 6c 6f',
    '[PACKET] RECV (ASCII): hello',
    '[PACKET] SEND: 68 69 0a',
    '[PACKET] SEND (ASCII): hi.',
  ]);
  t.deepEqual({ recorded, dropped }, { recorded: 3, dropped: 0 });
});

test.serial('json lines parse back into what was recorded', async (t) => {
  const every = Uint8Array.from({ length: 256 }, (_, i) => i);
  const { lines } = await logged({ debug: true }, () => {
    packetLog.record(Direction.recv, 7, every);
    packetLog.say('debug', 0, 'a "quoted"\nline, café');
  });
  const [packet, text] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  t.is(packet?.hex, Buffer.from(every).toString('hex'));
  t.is(packet?.bytes, 256);
  t.is(packet?.pid, process.pid);
  t.is(packet?.connection, 7);
  t.true(Math.abs(Date.parse(String(packet?.time)) - Date.now()) < 60_000);
  t.is(text?.message, 'a "quoted"\nline, café');
  t.is(text?.connection, null);
});

test.serial('a view into a larger buffer records that view', async (t) => {
  const { lines } = await logged({ format: 'ascii' }, () => {
    packetLog.record(Direction.send, 1, Buffer.from('..middle..').subarray(2, 8));
  });
  t.deepEqual(lines, ['[PACKET] SEND: middle']);
});

test.serial('a child that inherits the region by number writes into the same log and counters', async (t) => {
  const first = counters.nextConnection() + 1;
  const before = counters.ofWorker(2).accepted;
  const { lines, dropped } = await logged({}, async () => {
    const child = fork(beside('recorder.child.cjs'), [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc', region] });
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    packetLog.reclaim(child.pid as number);
    const packets = () => packetLog.record(Direction.recv, 1, Buffer.from('parent'));
    packets();
  });
  const records = lines.map((line) => JSON.parse(line) as { pid: number; connection: number; ascii?: string });
  const fromChild = records.filter((record) => record.ascii?.startsWith('child'));
  t.is(dropped, 0);
  t.deepEqual(
    fromChild.map((record) => [record.connection, record.ascii]),
    Array.from({ length: 100 }, (_, i) => [first + i, `child ${i}`]),
  );
  t.not(fromChild[0]?.pid, process.pid);
  t.is(records.at(-1)?.ascii, 'parent');
  t.is(counters.ofWorker(2).accepted, before + 1);
  t.is(counters.workerDied(2), 1);
  t.is(counters.ofWorker(2).errors.workerDied, 1);
  t.is(counters.workerDied(2), 0);
});

test.serial('counters count connections, bytes and errors by kind', (t) => {
  counters.useWorker(5);
  counters.accepted();
  counters.transferred(10, 2 ** 40);
  counters.closed();
  counters.failed('cut');
  counters.failedWith('ECONNRESET');
  counters.failedWith('EMFILE');
  counters.failedWith('ENOSUCHNAME');
  counters.useWorker(0);
  t.like(counters.ofWorker(5), { accepted: 1, closed: 1, bytesIn: 10, bytesOut: 2 ** 40 });
  t.like(counters.ofWorker(5).errors, { cut: 1, reset: 1, descriptors: 1, other: 1, timeout: 0, workerDied: 0 });
  t.is(counters.ofWorker(0).accepted, 0);
});

test.serial('process.exit without stopping the logger prints what was recorded, and keeps the exit code', async (t) => {
  const { stdout } = (await t.throwsAsync<Error & { code: number; stdout: string }>(
    promisify(execFile)(process.execPath, [beside('server.child.cjs')]),
    { code: 7 as unknown as string },
  )) as { stdout: string };
  t.is(stdout, Array.from({ length: 200 }, (_, i) => `[PACKET] SEND: line ${i}\n`).join(''));
});

test.serial('errors of set-up are Errors with code and syscall', (t) => {
  const error = t.throws(() => packetLog.attach(9999));
  t.like(error, { code: 'EBADF', syscall: 'fstat' });
});
