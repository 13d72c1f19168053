// One trial: what it measures, why it fails, and that nothing of it is left.
import test from 'ava';
import { churn } from '../../src/scenarios/churn.js';
import { idle } from '../../src/scenarios/idle.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { placementOf } from '../../src/trials/placement.js';
import { runTrial, type TrialPlan } from '../../src/trials/run-trial.js';
import type { Scenario } from '../../src/trials/scenario.js';
import { Session } from '../../src/trials/session.js';
import { until } from '../harness/deadline.js';
import { descendants, isAlive } from '../harness/processes.js';
import { standInModel, standInTools } from './stand-ins.js';

const never = new AbortController().signal;
const session = new Session(() => [1]);
const run = (plan: TrialPlan, signal = never, tools = standInTools) => runTrial(plan, 1, { tools, session, signal });

function planOf(
  scenario: Scenario,
  behaviour: string,
  connections = 4,
  servedAtOnce = Number.POSITIVE_INFINITY,
): TrialPlan {
  const model = standInModel(behaviour, { servedAtOnce: () => servedAtOnce });
  const key = { scenario: scenario.name, row: behaviour, model: behaviour, client: 'native' as const, connections };
  const cell = { ...key, serverOptions: [], role: 'entrant' as const, impossible: null };
  const timing = { warmUpCapMs: 50, windowMs: 1000, windows: 2 };
  return {
    cell,
    scenario,
    model,
    counts: { workers: 1, threads: 1, loops: 2 },
    service: 'echo',
    client: 'native',
    timing,
    startUp: { listeningMs: 0, readyMs: 0, echoMs: 0, stopMs: 0 },
    placement: placementOf(scenario.placement),
    idleCpuUsPerSecond: 0,
    clientCeilingPerSecond: null,
    expectedMs: 0,
  };
}

for (const scenario of [pingPong, churn]) {
  test.serial(`${scenario.name}: rate, latency, cost per message, peaks`, async (t) => {
    const { failed, measured } = await run(planOf(scenario, 'echoes'));
    t.is(failed, null);
    const { messagesPerSecond, p50Us, p99Us, cpuUsPerMessage, contextSwitchesPerMessage, peakProcesses, peakThreads } =
      measured?.figures ?? {};
    for (const figure of [messagesPerSecond, p50Us, p99Us, cpuUsPerMessage, contextSwitchesPerMessage]) {
      t.true((figure ?? 0) > 0);
    }
    t.is(peakProcesses, 1);
    t.true((peakThreads ?? 0) > 1, 'Node has threads of its own');
    t.deepEqual(measured?.connections, { asked: 4, established: 4, served: 4 });
    t.is(measured?.figures.pssKbPerConnection, null);
  });
}

test.serial('idle: memory at each level, its slope, and what it was without connections', async (t) => {
  const { measured } = await run(planOf(idle, 'echoes', 400));
  t.deepEqual(
    measured?.raw.levels?.map(({ asked, served }) => [asked, served]),
    [
      [0, 0],
      [100, 100],
      [200, 200],
      [400, 400],
    ],
  );
  t.true((measured?.figures.basePssKb ?? 0) > 1000);
  t.is(typeof measured?.figures.pssKbPerConnection, 'number');
});

test.serial('idle: a model that answers fewer than asked shows how many, and has no slope', async (t) => {
  const { measured } = await run(planOf(idle, 'silent', 8, 0));
  t.deepEqual(measured?.connections, { asked: 8, established: 8, served: 0 });
  t.is(measured?.figures.pssKbPerConnection, null);
});

const failures: [string, RegExp][] = [
  ['refuses', /^the server ended: exit code 3: cannot listen: no luck$/],
  ['dies', /^the server ended: exit code 7$|^the client failed: /],
  ['silent', /^no message was answered within the window$/],
];

for (const [behaviour, reason] of failures) {
  test.serial(`a server that ${behaviour} is a failed trial with its reason`, async (t) => {
    const { failed, measured, tookMs } = await run(planOf(pingPong, behaviour));
    t.regex(failed ?? '', reason);
    t.is(measured, null);
    t.true(tookMs > 0);
  });
}

test.serial('children that a server leaves behind are ended with it', async (t) => {
  const pids: number[] = [];
  const tools = {
    ...standInTools,
    hold: async (...args: Parameters<typeof standInTools.hold>) => {
      pids.push(
        ...(await until('the server and its child', () => {
          const all = descendants(process.pid);
          return all.length > 1 ? all : undefined;
        })),
      );
      return standInTools.hold(...args);
    },
  };
  const { failed } = await run(planOf(idle, 'leaves-child', 4), never, tools);
  t.is(failed, null);
  await until('all of them to be gone', () => !pids.some(isAlive));
  t.true(pids.length >= 2);
});

test.serial('an interrupted trial leaves neither server nor client', async (t) => {
  const interrupt = new AbortController();
  const timing = { warmUpCapMs: 0, windowMs: 60_000, windows: 1 };
  const trial = run({ ...planOf(pingPong, 'echoes'), timing }, interrupt.signal);
  const pids = await until('server and client', () => {
    const all = descendants(process.pid);
    return all.length === 2 ? all : undefined;
  });
  interrupt.abort();
  t.truthy((await trial).failed);
  await until('both to be gone', () => !pids.some(isAlive));
});
