// What is predicted of a model follows from what it claims, for kinds that none of the first models was of.
import test from 'ava';
import { churn } from '../../src/scenarios/churn.js';
import { cpuWork } from '../../src/scenarios/cpu-work.js';
import { fairness } from '../../src/scenarios/fairness.js';
import { peers } from '../../src/scenarios/peers.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { isParallel, unitOf } from '../../src/scenarios/unit.js';
import type { Entrant } from '../../src/trials/entrant.js';
import type { Scenario } from '../../src/trials/scenario.js';
import { modelNamed } from '../trials/model-server.js';
import { claimedModels } from './claimed.js';

const counts = { workers: 2, threads: 64, loops: 2 };
const placeOf = (scenario: Scenario, model: Entrant) => scenario.predict(model, counts, 16).place;

test('what serves a connection', (t) => {
  const units = Object.fromEntries(Object.entries(claimedModels).map(([kind, model]) => [kind, unitOf(model, counts)]));
  t.deepEqual(units, {
    spinningLoop: 'loop',
    ...{ loopsThatShareAPort: 'loops', loopsHandedTo: 'loops', loopsInWorkers: 'loops' },
    ...{ javaScriptLoops: 'loops', workersDealtTo: 'loops' },
    ...{ queueBeforeAPool: 'pool', javaScriptPool: 'pool', javaScriptPoolHandedTo: 'pool' },
    v8InAThread: 'thread',
  });
});

test('several loops are parallel, and one of them is not', (t) => {
  const { loopsThatShareAPort, loopsInWorkers, spinningLoop } = claimedModels;
  t.true(isParallel(loopsThatShareAPort, counts));
  t.false(isParallel(loopsThatShareAPort, { ...counts, loops: 1 }));
  t.true(isParallel(loopsInWorkers, { ...counts, workers: 1 }));
  t.false(isParallel(loopsInWorkers, { ...counts, workers: 1, loops: 1 }));
  t.false(isParallel(spinningLoop, counts));
  t.is(cpuWork.predict(loopsThatShareAPort, counts, 16).because, 'all CPUs work');
});

test('a pool that is smaller than what is asked for cannot hold it; where connections come and go it can', (t) => {
  const { javaScriptPool } = claimedModels;
  t.deepEqual(pingPong.predict(javaScriptPool, counts, 16), {
    place: null,
    because: 'it serves 2 connections at once, the others wait',
  });
  t.is(pingPong.predict(javaScriptPool, { ...counts, workers: 16 }, 16).place, 5);
  t.is(placeOf(churn, javaScriptPool), 4);
});

test('a V8 for each connection is costlier than fork(2), and cheaper than a Node process', (t) => {
  const places = [
    modelNamed('fork-per-connection-native'),
    claimedModels.v8InAThread,
    modelNamed('fork-per-connection'),
  ];
  const inOrder = places.map((model) => placeOf(churn, model) as number);
  t.deepEqual(inOrder, [...new Set(inOrder)].sort());
});

test('who asks its sockets without end is the dearest where little is said', (t) => {
  const { spinningLoop, ...others } = claimedModels;
  for (const other of Object.values(others)) {
    const place = placeOf(peers, other);
    t.true(place === null || place < (placeOf(peers, spinningLoop) as number), other.name);
  }
});

test('who gets a connection: whom one chooses, whom the hash says, or who asks first', (t) => {
  const { loopsHandedTo, loopsThatShareAPort, loopsInWorkers, javaScriptPool, queueBeforeAPool } = claimedModels;
  const why = (model: Entrant) => fairness.predict(model, counts, 16).because;
  t.regex(why(loopsHandedTo), /chooses/);
  t.regex(why(loopsThatShareAPort), /hash/);
  t.regex(why(loopsInWorkers), /waited longest/);
  t.regex(why(javaScriptPool), /asks first/);
  t.regex(why(queueBeforeAPool), /nothing to share out/);
});
