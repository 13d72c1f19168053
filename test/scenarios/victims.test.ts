// mixed, slow-peer, deaf-client: what one client does shows in the others' latency, or in how many are served.
import test from 'ava';
import { deafClient } from '../../src/scenarios/deaf-client.js';
import { mixed } from '../../src/scenarios/mixed.js';
import { slowPeer } from '../../src/scenarios/slow-peer.js';
import { loadCommand } from '../../src/trials/tools.js';
import { until } from '../harness/deadline.js';
import { descendants, isAlive } from '../harness/processes.js';
import { modelNamed } from '../trials/model-server.js';
import { standInModel, standInTools } from '../trials/stand-ins.js';
import { measuredIn, trialOf } from './real-trial.js';

const heavyMessageUs = 5000;

for (const scenario of [mixed, slowPeer, deafClient]) {
  test.serial(`${scenario.name}: who is served one at a time serves the first, and none of the victims`, async (t) => {
    const { connections, figures } = await measuredIn(t, trialOf(scenario, modelNamed('iterative-native')));
    t.deepEqual(connections, { asked: 16, established: 16, served: 0 });
    t.is(figures.p99Us, null);
  });
}

test.serial('mixed: in a loop the victims wait for heavy messages; the heavy client’s rate is told', async (t) => {
  const { connections, figures } = await measuredIn(t, trialOf(mixed, modelNamed('event-loop')));
  t.is(connections.served, 16);
  t.true((figures.p99Us ?? 0) > heavyMessageUs, `${figures.p99Us} µs`);
  t.true((figures.companionMessagesPerSecond ?? 0) > 0);
  t.is(figures.cpuUsPerMessage, null, 'the CPU of two clients is no cost of one’s messages');
});

test.serial('mixed: the heavy client ends with the trial, also with one that is interrupted', async (t) => {
  const interrupt = new AbortController();
  const trial = trialOf(mixed, modelNamed('event-loop'), { signal: interrupt.signal });
  const pids = await until('server, heavy client and client', () => {
    const all = descendants(process.pid);
    return all.length === 3 ? all : undefined;
  });
  interrupt.abort();
  t.truthy((await trial).failed);
  await until('all of them to be gone', () => !pids.some(isAlive));
});

test.serial('slow-peer: who dawdles holds one thread of a pool, and the last victim waits for it', async (t) => {
  const pool = modelNamed('thread-pool');
  const { connections } = await measuredIn(
    t,
    trialOf(slowPeer, pool, { counts: { workers: 1, threads: 16, loops: 2 } }),
  );
  t.deepEqual(connections, { asked: 16, established: 16, served: 15 });
});

test.serial('slow-peer: a loop serves all of the others', async (t) => {
  const { connections, figures } = await measuredIn(t, trialOf(slowPeer, modelNamed('epoll')));
  t.is(connections.served, 16);
  t.true((figures.p99Us ?? 0) > 0);
});

test.serial('deaf-client: a server that stops reading does not grow, one that reads on does', async (t) => {
  const bounded = await measuredIn(t, trialOf(deafClient, modelNamed('epoll')));
  t.is(bounded.connections.served, 16);
  const tools = { ...standInTools, loadCommand };
  const hoarding = await measuredIn(t, trialOf(deafClient, standInModel('hoards'), { tools }));
  const [little = 0, much = 0] = [bounded.figures.pssGrowthKb ?? 0, hoarding.figures.pssGrowthKb ?? 0];
  t.true(much > 32 * 1024, `${much} kB`);
  t.true(little < 16 * 1024, `${little} kB`);
});
