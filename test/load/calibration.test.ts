// The client's own ceiling: found in each mode, lower for a slow client, nothing when stopped.
import test from 'ava';
import { calibrate } from '../../src/load/calibration.js';
import { defaults } from '../../src/load/run-load.js';
import { within } from '../harness/deadline.js';

const shapes = (['echo', 'http-echo'] as const).flatMap((service) =>
  (['closed-loop', 'open-loop', 'churn'] as const).map((mode) => ({ ...defaults, service, mode })),
);

for (const shape of shapes) {
  test(`the client's ceiling can be found: ${shape.service}, ${shape.mode}`, async (t) => {
    const found = await within('a calibration', calibrate(shape, { freeDescriptors: 1000 }));
    t.true((found?.ceilingPerSecond ?? 0) > 0);
    t.true((found?.cpuUsPerMessage ?? 0) > 0);
  });
}

test('a slowed client has a lower ceiling', async (t) => {
  const shape = { ...defaults, mode: 'closed-loop' as const, slowClientNs: 1_000_000 };
  const found = await within('a calibration', calibrate(shape, { freeDescriptors: 1000 }));
  t.true((found?.ceilingPerSecond ?? 0) <= 1000, `${found?.ceilingPerSecond}`);
  t.true((found?.cpuUsPerMessage ?? 0) >= 990);
});

test('a calibration that is stopped gives nothing', async (t) => {
  const stop = new AbortController();
  const calibration = calibrate({ ...defaults, mode: 'closed-loop' }, { freeDescriptors: 1000, signal: stop.signal });
  stop.abort();
  t.is(await within('a stopped calibration', calibration), null);
});
