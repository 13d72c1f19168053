// The cold start of a server, and the warm-up after it: what is read, what is stored.
import test from 'ava';
import { churn } from '../../src/scenarios/churn.js';
import type { Costs } from '../../src/trials/amounts.js';
import { coldCpuUsPerMessage } from '../../src/trials/cold-start.js';
import { patient } from '../../src/trials/patience.js';
import { defaultWarmUpCapMs } from '../../src/trials/scenario.js';
import { until } from '../harness/deadline.js';
import { measuredIn, realTrial } from '../scenarios/real-trial.js';

/** Of a server with one process: clocks read so many ms after the first edge, and told by then. */
function edge(atMs: number, cpuUs: number, readMs = atMs): { atNs: number; costs: Costs } {
  const amounts = { cpuUs, voluntarySwitches: 0, involuntarySwitches: 0 };
  const part = { atNs: readMs * 1e6, voluntarySwitches: 0, involuntarySwitches: 0 };
  return { atNs: atMs * 1e6, costs: { ...amounts, clocks: { ...part, cpuUs }, answer: { ...part, cpuUs: 0 } } };
}

test('CPU per message between the ends of the first window of the warm-up, over its own time', (t) => {
  t.is(coldCpuUsPerMessage(edge(0, 1000), edge(100, 51_000), 500), 100);
  t.is(coldCpuUsPerMessage(edge(0, 1000), edge(100, 56_000, 110), 500), 100);
});

test('it is not known where the clocks were read late, nor where nothing was answered', (t) => {
  t.is(coldCpuUsPerMessage(edge(0, 1000), edge(100, 51_000, 120), 500), null);
  t.is(coldCpuUsPerMessage(edge(0, 1000), edge(100, 51_000), 0), null);
});

test('JavaScript is warm when the windows begin: a connection costs less than half of what the first ones did', async (t) => {
  const warmed = await until(
    'a trial whose cold start was read in time',
    async () => {
      const measured = await measuredIn(t, realTrial(churn, 'event-loop', 16, 8, defaultWarmUpCapMs));
      return measured.figures.coldCpuUsPerMessage === null ? undefined : measured;
    },
    patient(60_000),
  );
  const { coldCpuUsPerMessage: cold, grossCpuUsPerMessage: warm } = warmed.figures;
  t.true((warm ?? 0) > 0);
  t.true((cold ?? 0) > 2 * (warm ?? 0), `${cold} µs, then ${warm} µs`);
  t.not(warmed.warmUp?.reached, 'time', 'it is not of a fixed length');
  t.true((warmed.warmUp?.messages ?? 0) > 0);
});

test('a warm-up that is cut short says so', async (t) => {
  const { warmUp } = await measuredIn(t, realTrial(churn, 'event-loop', 16));
  t.is(warmUp?.reached, 'cap');
});
