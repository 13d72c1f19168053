// The machine's load: the CPU that any process has burnt shows, and the whole machine is meant.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import test from 'ava';
import { cpusOf } from '../../src/observe/allowed-cpus.js';
import { chargedUs, onlineCpus, ticksOf } from '../../src/observe/cpu-times.js';
import { type MachineLoad, machineLoadOf } from '../../src/observe/machine-load.js';
import { within } from '../harness/deadline.js';

const burnUs = 200_000;
const burn = `for (;;) { const { user, system } = process.cpuUsage(); if (user + system >= ${burnUs}) break; }`;

/** What is charged by the nanosecond is all there; what is sampled at ticks may have missed some of it. */
const leastShare = { cpuacct: 1, cgroup2: 0.75, ticks: 0.75 } as const;

const readMachineLoad = (): MachineLoad => machineLoadOf(cpusOf())();

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
  const stat = readFileSync('/proc/stat', 'utf8');
  const all = new Set(onlineCpus(stat));
  const load = machineLoadOf(all)();
  t.true(load.isWhole);
  t.true(load.busyUs >= 0.8 * ticksOf(stat, all).busyUs);
});

/** As Linux writes it, of so many CPUs: CPU n has been busy for 10 + n ticks, and n were stolen. */
const statOf = (cpus: number): string =>
  ['cpu  1 1 1 1 1 1 1 1 0 0']
    .concat(Array.from({ length: cpus }, (_, n) => `cpu${n} ${1 + n} 2 3 900 50 1 3 ${n} 0 0`))
    .concat('intr 12345 0 0', 'ctxt 99', '')
    .join('\n');

test('of the CPUs that count alone, by ticks', (t) => {
  t.deepEqual(ticksOf(statOf(2), new Set([0])), { busyUs: 100_000, stolenUs: 0 });
  t.deepEqual(ticksOf(statOf(2), new Set([0, 1])), { busyUs: 210_000, stolenUs: 10_000 });
  t.deepEqual(ticksOf(statOf(300), new Set([299])), { busyUs: 3_090_000, stolenUs: 2_990_000 });
  t.deepEqual(ticksOf(statOf(2), new Set([7])), { busyUs: 0, stolenUs: 0 }, 'offline');
  t.is(onlineCpus(statOf(300)).length, 300);
});

test('of the CPUs that count alone, by what was charged', (t) => {
  t.is(chargedUs('1000000 2000000 3000000 0 \n', new Set([0, 2])), 4000);
  const many = Array.from({ length: 300 }, (_, n) => n * 1000).join(' ');
  t.is(chargedUs(many, new Set([298, 299])), 597);
});
