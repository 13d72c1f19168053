// The trend over the windows of a trial: by how much CPU per message changed from first to last.
import test from 'ava';
import { trendShareOf } from '../../src/trials/trend.js';
import { isKept } from '../../src/trials/windows.js';

const windowsOf = (...costs: readonly number[]) =>
  costs.map((cpuUs) => ({ cpuUs: cpuUs * 10, messages: 10, disturbedBy: [] }));

const rounded = (share: number | null) => (share === null ? null : Math.round(share * 1000) / 1000);

test('a server that is still warming up shows by how much it fell', (t) => {
  t.is(rounded(trendShareOf(windowsOf(12, 11, 9, 8), isKept)), -0.42);
  t.is(rounded(trendShareOf(windowsOf(10, 10, 10), isKept)), 0);
  t.is(rounded(trendShareOf(windowsOf(9, 10, 11), isKept)), 0.2);
});

test('windows that do not count leave their place in time empty', (t) => {
  const windows = windowsOf(12, 999, 10, 9);
  const disturbed = windows.map((window, i) => (i === 1 ? { ...window, disturbedBy: ['late' as const] } : window));
  t.is(rounded(trendShareOf(disturbed, isKept)), rounded(-3 / (31 / 3)));
});

test('two windows have no trend, nor have those without a message', (t) => {
  t.is(trendShareOf(windowsOf(12, 8), isKept), null);
  t.is(trendShareOf([...windowsOf(12, 8), { cpuUs: 5, messages: 0, disturbedBy: [] }], isKept), null);
});
