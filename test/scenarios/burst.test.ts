// burst with real models: who is dropped by a full backlog waits for the kernel to send its SYN again.
import test from 'ava';
import { burst } from '../../src/scenarios/burst.js';
import { backlog } from '../../src/serving/listener.js';
import { modelNamed } from '../trials/model-server.js';
import { realTrial } from './real-trial.js';

/** The kernel's: TCP_TIMEOUT_INIT. */
const synTimeoutUs = 1_000_000;

test('one burst fits in the backlog, the other does not', (t) => {
  const [fits, overflows] = burst.connections(modelNamed('epoll'), [16]) as [number, number];
  t.true(fits < backlog && overflows > backlog + 1);
});

test.serial('beyond the backlog, who accepts slowly makes clients wait for a second SYN', async (t) => {
  const { failed, measured } = await realTrial(burst, 'fork-per-connection-native', 1000);
  t.is(failed, null);
  t.true((measured?.figures.p99Us ?? 0) > synTimeoutUs, `p99 ${measured?.figures.p99Us} µs`);
  t.true((measured?.figures.messagesPerSecond ?? 0) > 0);
});

test.serial('each connection of a burst is served, one at a time as well', async (t) => {
  const { failed, measured } = await realTrial(burst, 'iterative-native', 100);
  t.is(failed, null);
  t.deepEqual(measured?.connections, { asked: 100, established: 100, served: 100 });
});
