// The machine as a comparison sees it: what it has, and what of it may be used.
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import test from 'ava';
import { addon } from '../../src/addon/addon.cjs';
import { thisMachine } from '../../src/trials/machine.js';

test('all CPUs that this process may use, and the limits of its control group', (t) => {
  const machine = thisMachine();
  t.is(machine.cpus, cpus().length);
  t.is(machine.cpusAllowed, addon.processes.cpus().length);
  t.true(machine.memoryLimitKb === null || machine.memoryLimitKb <= machine.memoryKb);
});

test('under taskset, one CPU is allowed of those that the machine has', (t) => {
  const [cpu] = addon.processes.cpus().slice(-1);
  const script = `import('${new URL('../../src/trials/machine.js', import.meta.url).href}')
    .then(({ thisMachine }) => { const { cpus, cpusAllowed } = thisMachine(); console.log(cpus, cpusAllowed); })`;
  const { stdout } = spawnSync('taskset', ['-c', String(cpu), process.execPath, '-e', script], { encoding: 'utf8' });
  t.is(stdout, `${cpus().length} 1\n`);
});
