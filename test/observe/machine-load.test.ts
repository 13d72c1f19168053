// The machine's load: the CPU that any process has burnt shows, and the whole machine is meant.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import test from 'ava';
import { readMachineLoad } from '../../src/observe/machine-load.js';
import { within } from '../harness/deadline.js';

const burnUs = 200_000;
const burn = `for (;;) { const { user, system } = process.cpuUsage(); if (user + system >= ${burnUs}) break; }`;

/** What is charged by the nanosecond is all there; what is sampled at ticks may have missed some of it. */
const leastShare = { cpuacct: 1, cgroup2: 0.75, ticks: 0.75 } as const;

test('a process that burns 200 ms of CPU shows', async (t) => {
  const before = readMachineLoad();
  await within('a process to burn its CPU', once(spawn(process.execPath, ['-e', burn]), 'exit'));
  const after = readMachineLoad();
  t.is(after.source, before.source);
  t.true(after.busyUs - before.busyUs >= burnUs * leastShare[after.source], `${after.busyUs - before.busyUs} µs`);
  t.true(after.stolenUs >= before.stolenUs);
  t.true(after.atMs > before.atMs);
});

test('it is the whole machine, not one group of it', (t) => {
  const [user = 0, nice = 0, system = 0] = (/^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? '')
    .split(' ')
    .map(Number);
  t.true(readMachineLoad().busyUs >= 0.8 * (user + nice + system) * 10_000);
});
