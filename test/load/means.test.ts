// Descriptors and ports, reckoned: what is needed, what there is, and what to do about it.
import test from 'ava';
import { freeDescriptors, readSupply, whatIsMissing } from '../../src/load/means.js';

const supply = { descriptors: 1024, descriptorsOpen: 24, ports: 28_232, timeWait: 0 };
const demand = { connections: 16, idle: 0, threads: 1, connectsPerMessage: false, isLoopback: true };

test('enough of both is nothing to speak of', (t) => {
  t.is(whatIsMissing(demand, supply), null);
  const free = freeDescriptors(supply, 1);
  t.true(free > 900 && free < 1000);
  t.is(whatIsMissing({ ...demand, connections: free }, supply), null);
});

test('too few descriptors: the limit that would do is named', (t) => {
  const missing = whatIsMissing({ ...demand, connections: 5000 }, supply);
  t.regex(missing ?? '', /^5000 connections need as many descriptors; the limit of 1024 leaves \d+\./);
  const enough = Number(/ulimit -n (\d+)/.exec(missing ?? '')?.[1]);
  t.is(whatIsMissing({ ...demand, connections: 5000 }, { ...supply, descriptors: enough }), null);
});

test('idle connections are descriptors and ports, too', (t) => {
  t.regex(whatIsMissing({ ...demand, idle: 5000 }, supply) ?? '', /^5016 connections need as many descriptors/);
  const plenty = { ...supply, descriptors: 1_000_000 };
  t.regex(whatIsMissing({ ...demand, idle: 28_232 }, plenty) ?? '', /need as many local ports/);
});

test('threads have descriptors of their own', (t) => {
  t.true(freeDescriptors(supply, 4) < freeDescriptors(supply, 1));
});

test('too few ports towards one server, from one address', (t) => {
  const plenty = { ...supply, descriptors: 1_000_000 };
  t.is(whatIsMissing({ ...demand, connections: 28_232 }, plenty), null);
  t.regex(whatIsMissing({ ...demand, connections: 28_233 }, plenty) ?? '', /28232 for each of 1 source addresses/);
  t.regex(
    whatIsMissing(demand, { ...supply, timeWait: 28_220 }) ?? '',
    /28220 towards it are in TIME_WAIT, which leaves 12/,
  );
});

test('churn on loopback has sixteen addresses to come from', (t) => {
  const churn = { ...demand, connectsPerMessage: true };
  t.is(whatIsMissing(churn, { ...supply, timeWait: 400_000 }), null);
  t.regex(whatIsMissing(churn, { ...supply, timeWait: 451_700 }) ?? '', /16 source addresses/);
  t.regex(whatIsMissing({ ...churn, isLoopback: false }, { ...supply, timeWait: 30_000 }) ?? '', /1 source addresses/);
});

test('what this machine has can be read', (t) => {
  const { descriptors, descriptorsOpen, ports, timeWait } = readSupply({ port: 1, isLoopback: true });
  t.true(descriptors > descriptorsOpen && descriptorsOpen > 0 && ports > 0 && timeWait >= 0);
});
