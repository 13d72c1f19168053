// The warm-up of JavaScript under real load: it lasts until the code is compiled.
import test from 'ava';
import { churn } from '../../src/scenarios/churn.js';
import { patient } from '../../src/trials/patience.js';
import { defaultWarmUpCapMs } from '../../src/trials/scenario.js';
import { isBusyAlready } from '../harness/busy.js';
import { until } from '../harness/deadline.js';
import { measuredIn, realTrial } from '../scenarios/real-trial.js';

test('JavaScript is warm when the windows begin: a connection costs less than half of what the first ones did', async (t) => {
  if (await isBusyAlready(t)) return;
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
