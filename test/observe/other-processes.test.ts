// Who else is at work: programs that may run on none of the CPUs that count are not among them.
import { spawn } from 'node:child_process';
import test from 'ava';
import { addon } from '../../src/addon/addon.cjs';
import { readOtherProcesses } from '../../src/observe/other-processes.js';
import { until } from '../harness/deadline.js';

test('a program counts on the CPUs that it may use, and on no other', async (t) => {
  const [cpu = 0] = addon.processes.cpus();
  const other = spawn('taskset', ['-c', String(cpu), 'sleep', '600'], { stdio: 'ignore' });
  t.teardown(() => other.kill('SIGKILL'));
  const pid = other.pid ?? 0;
  await until('it to be pinned', () => addon.processes.cpus(pid).join() === String(cpu));
  t.true(readOtherProcesses(new Set(), null).has(pid));
  t.true(readOtherProcesses(new Set(), new Set([cpu])).has(pid));
  t.false(readOtherProcesses(new Set(), new Set([cpu + 1])).has(pid));
  t.false(readOtherProcesses(new Set([pid]), null).has(pid), 'ours are not others');
});
