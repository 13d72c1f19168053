// What the bench reads of servers from outside, and the line it draws through the memory of parents.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test from 'ava';
import type { PairFinding } from '../../../scripts/bench/findings.js';
import { parentMemoryTasks, slopeOf } from '../../../scripts/bench/parent-memory.js';
import { residentMb, treeCpuUs } from '../../../scripts/bench/server-readings.js';
import type { Pair } from '../../../scripts/bench/task.js';
import { within } from '../../harness/deadline.js';

const burnMs = 300;

/** A process whose child burns CPU and is reaped; then it says so, and goes on. */
const parent = `
const { execFileSync } = require('node:child_process');
execFileSync(process.execPath, ['-e', 'while (process.cpuUsage().user < ${burnMs * 1000}) {}']);
globalThis.ballast = Buffer.alloc(64 << 20, 1);
console.log('reaped');
setInterval(() => {}, 1000);`;

test('a reaped child still counts, and touched memory is held', async (t) => {
  const child = spawn(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  await within('the child to be reaped', once(child.stdout, 'data'));
  const server = { child, port: 0 };
  t.true(treeCpuUs(server) >= burnMs * 1000);
  t.true(residentMb(server) >= 64);
  child.kill('SIGKILL');
  await within('its end', once(child, 'exit'));
  t.is(residentMb(server), 0);
});

test('the slope over the memory of parents, once there are two sizes', (t) => {
  /** 20 µs, and 30 µs of CPU, more for each MB beyond 50. */
  const at = (mb: number) => ({
    ...{ 'ms/connection': 0.5 + 0.02 * (mb - 50), 'CPU, µs/connection': 200 + 30 * (mb - 50), 'parent holds, MB': mb },
  });
  const pairs = parentMemoryTasks.slice(0, 2).map((task, i): PairFinding => {
    const blocks = [1, 2, 3].map(() => ({ ours: at(150 + 150 * i), theirs: at(50) }));
    return { task: task as Pair, blocks };
  });
  t.regex(slopeOf(pairs) ?? '', /2\.00 ms and 3000 µs of CPU per connection for each 100 MB .* beyond its 50 MB/);
  t.is(slopeOf(pairs.slice(0, 1)), undefined);
});
