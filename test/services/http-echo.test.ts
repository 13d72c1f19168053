// http-echo by node:http, on a connection that nothing listens for: its time-outs, with and without a wrapper.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { httpServer, limits } from '../../src/services/http-echo.cjs';
import type { Connection } from '../../src/services/service.cjs';
import { WorkingConnection } from '../../src/serving/working-connection.cjs';
import { answersIn, transcript } from '../harness/http.js';

const short = { ...limits, requestMs: 100, idleMs: 100, checkMs: 20 };

const wrappers: Record<string, (socket: Socket) => Connection> = {
  'no wrapper': (socket) => socket,
  'waiting work': (socket) => new WorkingConnection(socket, { cpuNs: 0, waitNs: 1e6, fromBytes: 1 }),
};

async function serve(t: ExecutionContext, wrap: (socket: Socket) => Connection): Promise<number> {
  const server = httpServer(short);
  const listener = createServer({ allowHalfOpen: true }, (socket) => void server.emit('connection', wrap(socket)));
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  t.teardown(() => listener.close());
  return (listener.address() as AddressInfo).port;
}

for (const [name, wrap] of Object.entries(wrappers)) {
  test(`${name}: a request that is begun and not finished is told so after its time`, async (t) => {
    const port = await serve(t, wrap);
    const head = 'POST / HTTP/1.1\r\nHost: a\r\n';
    for (const begun of ['GET / HT', head, `${head}Content-Length: 5\r\n\r\nhell`]) {
      const [answer] = answersIn(await transcript(port, [begun], false));
      t.is(answer?.status, 408, begun);
    }
  });

  test(`${name}: a client that has no more requests is left after a while`, async (t) => {
    const port = await serve(t, wrap);
    const told = await transcript(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n'], false);
    t.deepEqual(answersIn(told), [{ status: 200, body: '' }]);
  });
}
