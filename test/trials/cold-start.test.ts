// The cold start of a server, and the warm-up after it: what is read, what is stored.
import test from 'ava';
import { churn } from '../../src/scenarios/churn.js';
import type { Costs } from '../../src/trials/amounts.js';
import { coldCpuUsPerMessage } from '../../src/trials/cold-start.js';
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

test('a warm-up that is cut short says so', async (t) => {
  const { warmUp } = await measuredIn(t, realTrial(churn, 'event-loop', 16));
  t.is(warmUp?.reached, 'cap');
});
