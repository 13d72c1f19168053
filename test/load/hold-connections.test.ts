// Connections held open: how many were established, how many served, and that they go when released.
import test from 'ava';
import { holdConnections } from '../../src/load/hold-connections.js';
import { until, within } from '../harness/deadline.js';
import { echo, serveOnlyOne, startTestServer } from './servers.js';

test('all are established and served, and gone after release', async (t) => {
  let open = 0;
  const server = await startTestServer(t, (socket) => {
    open++;
    socket.pipe(socket);
    socket.on('close', () => open--);
  });
  const held = await within(
    'held connections',
    holdConnections(address(server), 20, { deadlineMs: 10_000, service: 'echo' }),
  );
  t.is(held.established, 20);
  t.is(held.served, 20);
  t.is(open, 20);
  held.release();
  await until('their end', () => open === 0);
});

test('at the deadline it says what is so', async (t) => {
  const server = await startTestServer(t, serveOnlyOne());
  const held = await holdConnections(address(server), 3, { deadlineMs: 200, service: 'echo' });
  t.teardown(held.release);
  t.is(held.established, 3);
  t.is(held.served, 1);
});

test('a server that is not there serves none', async (t) => {
  const server = await startTestServer(t, echo);
  server.die();
  const held = await within(
    'refused ones',
    holdConnections(address(server), 3, { deadlineMs: 60_000, service: 'echo' }),
  );
  t.is(held.established, 0);
  t.is(held.served, 0);
});

const address = ({ port }: { port: number }) => ({ host: '127.0.0.1', port });
