// What the addon tells of processes: the tree, threads, the CPU clock; also of zombies and of what has gone.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import test from 'ava';
import { addon } from '../../src/addon/addon.cjs';
import { treePssKb } from '../../src/trials/memory.js';
import { treeCounts } from '../../src/trials/tree-counts.js';
import { until } from '../harness/deadline.js';
import { state } from '../harness/processes.js';

const { tree, threads, cpuUs, contextSwitches } = addon.processes;

test('a zombie is in the tree, has no threads, and keeps its clock until it is reaped', async (t) => {
  const parent = spawn('sh', ['-c', '(i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done) & exec sleep 60']);
  t.teardown(() => parent.kill('SIGKILL'));
  const pid = parent.pid ?? 0;
  const zombie = await until('a zombie', () => tree(pid).find((each) => state(each) === 'Z'));
  t.deepEqual(tree(pid), [pid, zombie]);
  t.is(threads(zombie), 0);
  t.true((cpuUs(zombie) ?? 0) > 1000);
  t.deepEqual(treeCounts(pid), { processes: 1, threads: 1 });
});

test('a process that has gone: no tree, no threads, no clock, no memory', async (t) => {
  const child = spawn('true');
  const pid = child.pid ?? 0;
  await once(child, 'close');
  t.deepEqual([tree(pid), threads(pid), cpuUs(pid), treePssKb(pid)], [[], 0, null, 0]);
  t.deepEqual(contextSwitches(pid), { voluntary: 0, involuntary: 0 });
});

test('children of any thread and their children belong to the tree', async (t) => {
  const grandparent = spawn('sh', ['-c', 'sh -c "sleep 60 & sleep 60 & wait" & wait']);
  t.teardown(() => tree(grandparent.pid ?? 0).forEach((pid) => void process.kill(pid, 'SIGKILL')));
  const pid = grandparent.pid ?? 0;
  await until('a tree of four', () => tree(pid).length === 4);
  t.is(treeCounts(pid).processes, 4);
  t.true(treePssKb(pid) > 0);
});

test('the clock and the threads of this process are those that the kernel tells', async (t) => {
  const before = cpuUs(process.pid) ?? 0;
  const worker = new Worker('for (const end = Date.now() + 30; Date.now() < end; );', { eval: true });
  await once(worker, 'exit');
  t.true((cpuUs(process.pid) ?? 0) > before, 'an ended thread still counts');
  const status = readFileSync(`/proc/${process.pid}/status`, 'utf8');
  t.is(threads(process.pid), Number(/Threads:\s+(\d+)/.exec(status)?.[1]));
  t.true(contextSwitches(process.pid).voluntary > 0);
});
