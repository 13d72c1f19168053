// At which address a port is reached, for every way to listen that there is.
import { once } from 'node:events';
import { connect, createServer, type ListenOptions } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { addressOf, listeningHost, localhostOf } from '../../src/observe/listening-host.js';
import { hasIPv6 } from '../harness/tools.js';

async function listening(t: ExecutionContext, options: ListenOptions): Promise<number> {
  const server = createServer((socket) => socket.end()).listen(options);
  t.teardown(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

const ways: [what: string, options: ListenOptions, host: string, localhost: string][] = [
  ['127.0.0.1', { host: '127.0.0.1' }, '127.0.0.1', '127.0.0.1'],
  ['0.0.0.0', { host: '0.0.0.0' }, '127.0.0.1', '127.0.0.1'],
  ['::1', { host: '::1' }, '::1', '::1'],
  [':: and IPv4 with it', { host: '::' }, '127.0.0.1', '127.0.0.1'],
  [':: alone', { host: '::', ipv6Only: true }, '::1', '::1'],
  ['::ffff:127.0.0.1', { host: '::ffff:127.0.0.1' }, '127.0.0.1', '127.0.0.1'],
  ['another address of loopback', { host: '127.0.0.2' }, '127.0.0.2', '127.0.0.1'],
];

for (const [what, options, host, localhost] of ways) {
  test(`who listens on ${what} is reached at ${host}`, async (t) => {
    if (options.host?.includes(':') && !hasIPv6(t)) return;
    const port = await listening(t, { ...options, port: 0 });
    t.is(listeningHost(port), host);
    t.is(localhostOf(port), localhost);
    const socket = connect({ host, port });
    await once(socket, 'connect');
    socket.destroy();
  });
}

test('on both of them, IPv4 is taken', async (t) => {
  if (!hasIPv6(t)) return;
  const port = await listening(t, { host: '::1', port: 0 });
  await listening(t, { host: '127.0.0.1', port });
  t.is(localhostOf(port), '127.0.0.1');
});

test('where nobody listens, localhost is 127.0.0.1', (t) => {
  t.is(listeningHost(1), undefined);
  t.is(localhostOf(1), '127.0.0.1');
});

test('the kernel’s spelling of an address is read', (t) => {
  t.is(addressOf('0100007F'), '127.0.0.1');
  t.is(addressOf('00000000000000000000000001000000'), '::1');
  t.is(addressOf('00000000000000000000000000000000'), '::');
  t.is(addressOf('B80D01200000000000000000EFBEADDE'), '2001:db8::dead:beef');
});
