// `forkroad client` with piped input: everything goes, everything comes back, and what does not is said.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import test, { type ExecutionContext } from 'ava';
import { within } from '../harness/deadline.js';
import { cli } from '../harness/server-process.js';
import { echo, startTestServer } from '../load/servers.js';

interface Client {
  child: ChildProcess;
  output: { stdout: string; stderr: string };
  /** Resolves when stderr tells this. */
  says(what: RegExp): Promise<void>;
  exited: Promise<number>;
}

function startClient(t: ExecutionContext, port: number, args: string[] = []): Client {
  const child = spawn(process.execPath, [cli, 'client', `127.0.0.1:${port}`, ...args], { stdio: 'pipe' });
  t.teardown(() => child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (bytes) => {
      output[name] += bytes;
    });
  }
  child.stdin.on('error', () => {}); // the client may have gone
  const says = async (what: RegExp) => {
    while (!what.test(output.stderr)) await within(`the client to say ${what}`, once(child.stderr, 'data'));
  };
  const exited = within('the client to end', once(child, 'close')).then(([code]) => code as number);
  return { child, output, says, exited };
}

const clock = String.raw`\d\d:\d\d:\d\d\.\d{3}`;

test('a line goes and comes back, in the lines of the packet log', async (t) => {
  const server = await startTestServer(t, echo);
  const { child, output, exited } = startClient(t, server.port);
  child.stdin?.end('hello\n');
  t.is(await exited, 0);
  t.regex(output.stdout, new RegExp(`^${clock} +\\[PACKET\\] SEND: 68 65 6c 6c 6f 0a$`, 'm'));
  t.regex(output.stdout, /\[PACKET\] SEND \(ASCII\): hello\.$/m);
  t.regex(output.stdout, new RegExp(`^${clock} +[\\d.]+ ms +\\[PACKET\\] RECV: 68 65 6c 6c 6f 0a$`, 'm'));
  t.regex(output.stdout, /\[PACKET\] RECV \(ASCII\): hello\.$/m);
});

test('--packets ascii shows one line each', async (t) => {
  const server = await startTestServer(t, echo);
  const { child, output, exited } = startClient(t, server.port, ['--packets', 'ascii']);
  child.stdin?.end('hello\n');
  t.is(await exited, 0);
  t.regex(output.stdout, /\[PACKET\] SEND: hello\.\n.*\[PACKET\] RECV: hello\.\n$/);
});

test('much input comes back whole', async (t) => {
  const server = await startTestServer(t, echo);
  const { child, exited } = startClient(t, server.port, ['--packets', 'ascii']);
  child.stdin?.end(Buffer.alloc(5_000_000, 'x'));
  t.is(await exited, 0);
  t.is(server.bytesReceived, 5_000_000);
});

test('connected, but nobody answers: said after a second; answered later, it ends well', async (t) => {
  let answer = () => {};
  const server = await startTestServer(t, (socket) => {
    socket.pause();
    answer = () => void socket.pipe(socket);
  });
  const { child, says, exited } = startClient(t, server.port);
  child.stdin?.end('hello\n');
  await says(/connected: .* has not answered for 1 s; it may be serving somebody else/);
  answer();
  t.is(await exited, 0);
});

test('the server closes: said, exit 1 when not everything was back', async (t) => {
  const server = await startTestServer(t, (socket) => socket.once('data', () => socket.end()));
  const { child, output, exited } = startClient(t, server.port);
  child.stdin?.write('hello\n');
  t.is(await exited, 1);
  t.regex(output.stderr, /the server has closed the connection/);
  t.regex(output.stderr, /before everything was back/);
});

test('nobody there: exit 1, and how to start a server', async (t) => {
  const server = await startTestServer(t, echo);
  server.die();
  const { output, exited } = startClient(t, server.port);
  t.is(await exited, 1);
  t.regex(output.stderr, /nothing listens on 127\.0\.0\.1:\d+; start a server .*forkroad serve spst --port \d+/);
});
