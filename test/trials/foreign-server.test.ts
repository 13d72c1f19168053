// Somebody else's server is started on a free port, awaited, and ended with all that it started, whatever it is.
import { connect } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { isRunning } from '../../src/observe/process-status.js';
import { listenerInodes } from '../../src/observe/tcp-sockets.js';
import { ForeignStartError, parseServerCommand, startForeign } from '../../src/trials/foreign-server.js';
import { until } from '../harness/deadline.js';

const { signal } = new AbortController();

const listen = 'net.createServer((s) => s.pipe(s)).listen(process.argv[1])';

/** A Node program as the server, its port as argument 1. */
const program = (code: string, isShell = false) =>
  parseServerCommand(`${process.execPath} -e '${code}' {port}${isShell ? ' & wait' : ''}`, { isShell });

async function started(t: ExecutionContext, code: string, isShell = false) {
  const server = await startForeign(program(code, isShell), signal);
  t.teardown(() => server.kill());
  return server;
}

async function failure(t: ExecutionContext, code: string): Promise<ForeignStartError> {
  return (await t.throwsAsync(startForeign(program(code), signal), {
    instanceOf: ForeignStartError,
  })) as ForeignStartError;
}

test('it is awaited without a connection of our own, and answers', async (t) => {
  const count = 'let n = 0; net.createServer((s) => s.end(String(++n))).listen(process.argv[1])';
  const server = await started(t, count);
  t.true(server.listeningMs > 0);
  const answer = await new Promise((resolve) =>
    connect(server.address).once('data', (bytes) => resolve(bytes.toString())),
  );
  t.is(answer, '1');
  await server.stop();
  t.regex(await server.ended, /SIGTERM/);
  t.deepEqual(listenerInodes(server.address.port), []);
});

test('what it started ends with it, also what left its group and what ignores SIGTERM', async (t) => {
  const child = `process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)`;
  const spawn = (options: string) =>
    `child_process.spawn(process.execPath, ["-e", ${JSON.stringify(child)}], {${options}})`;
  const server = await started(t, `${spawn('')}; ${spawn('detached: true')}; ${listen}`);
  const family = await until('a family of three', () => (server.family().length === 3 ? server.family() : undefined));
  await server.stop();
  t.deepEqual(family.filter(isRunning), []);
});

test('with a shell, the shell and the server end at a SIGTERM', async (t) => {
  const server = await started(t, listen, true);
  const family = server.family();
  t.is(family.length, 2);
  server.terminate();
  await until('both to end', () => !family.some(isRunning));
});

test('its death breaks what was being done, and its last line tells why', async (t) => {
  const server = await started(
    t,
    `${listen}; process.on("SIGTERM", () => { console.log("no more"); process.exit(4) })`,
  );
  const broken = t.throwsAsync(server.during(new Promise(() => {})), {
    message: 'the server ended: exit code 4: no more',
  });
  server.terminate();
  await broken;
});

test('an aborted signal ends it', async (t) => {
  const interrupted = new AbortController();
  const server = await startForeign(program(listen), interrupted.signal);
  interrupted.abort();
  t.regex(await server.ended, /SIGKILL/);
});

test('a program that is not there is told', async (t) => {
  const command = parseServerCommand('./no-such-program {port}', { isShell: false });
  const error = await t.throwsAsync(startForeign(command, signal), { instanceOf: ForeignStartError });
  t.like(error, { reason: 'not-found', message: "not started: there is no program './no-such-program'" });
});

test('one that ends at once is told with its last words', async (t) => {
  const { reason, message } = await failure(t, 'console.error("bind: Address already in use"); process.exit(1)');
  t.is(reason, 'ended');
  t.is(message, 'it ended before it listened: exit code 1: bind: Address already in use');
});

test('its last words cannot act on a terminal', async (t) => {
  const { message } = await failure(t, 'console.error("\\x1b[2J\\x07gone\\u202e"); process.exit(1)');
  t.is(message, 'it ended before it listened: exit code 1: \\x1b[2J\\x07gone\\u202e');
});

test('one that listens on another port is told which, and is gone', async (t) => {
  const { reason, message } = await failure(t, 'net.createServer().listen(0)');
  t.is(reason, 'elsewhere');
  const [, told, port] = /told port (\d+), but listens on (\d+)/.exec(message) ?? [];
  t.not(told, port);
  t.deepEqual(listenerInodes(Number(port)), []);
});
