// The blast radius: what a killed worker, child or server takes with it, and whether service comes back.
import test from 'ava';
import type { Model } from '../../src/models/model.js';
import { blastRadius } from '../../src/trials/blast-radius.js';
import type { RunningServer } from '../../src/trials/running-server.js';
import { servingProcess } from '../../src/trials/serving-process.js';
import { close, exchange, open } from '../harness/clients.js';
import { descendants } from '../harness/processes.js';
import { forkingModels, modelNamed, startModel } from './model-server.js';

const connections = 6;
const never = new AbortController().signal;

const blast = (server: RunningServer, model: Model, count: number) => blastRadius(server, model, count, never);

test('a worker takes its other connections with it; its replacement serves them', async (t) => {
  const server = await startModel(t, 'forked-thread-pools'); // two workers of three threads: each has three of the six
  const radius = await blast(server, modelNamed('forked-thread-pools'), connections);
  t.is(radius.killed, 'worker');
  t.is(radius.lostShare, 2 / 5);
  t.true((radius.recoveredMs ?? 0) > 0);
});

for (const model of forkingModels) {
  test(`${model}: a child takes no other connection with it`, async (t) => {
    const server = await startModel(t, model);
    const radius = await blast(server, modelNamed(model), connections);
    t.is(radius.killed, 'child');
    t.is(radius.lostShare, 0);
    t.true((radius.recoveredMs ?? 0) > 0);
  });
}

test('where threads serve, the process takes all of them with it, for good', async (t) => {
  const server = await startModel(t, 'thread-per-connection');
  const radius = await blast(server, modelNamed('thread-per-connection'), connections);
  const { before, ...aftermath } = radius;
  t.deepEqual(aftermath, { killed: 'server', lostShare: 1, recoveredMs: null });
  t.is(before.processes, 1);
  t.true(before.threads > connections);
});

test('a server that does not answer all of them is not killed', async (t) => {
  const server = await startModel(t, 'fork-per-connection');
  await t.throwsAsync(blast(server, modelNamed('fork-per-connection'), 1), { message: /another connection/ });
  const client = await open(server.address.port);
  t.is(await exchange(client, 'unharmed'), 'unharmed');
  await close(client);
});

test('who serves a connection is the process that holds it', async (t) => {
  const server = await startModel(t, 'fork-per-connection');
  const serverPort = server.address.port;
  t.is(servingProcess(server.pid, { serverPort, clientPort: 1 }), undefined);
  for (let i = 0; i < 2; i++) {
    const client = await open(serverPort);
    await exchange(client, 'here');
    const [child] = descendants(server.pid);
    t.is(servingProcess(server.pid, { serverPort, clientPort: client.localPort ?? 0 }), child);
    await close(client);
  }
});
