// The memory of a process tree: pages that forked processes share count once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test from 'ava';
import { addon } from '../../src/addon/addon.cjs';
import { treePssKb } from '../../src/trials/memory.js';
import { within } from '../harness/deadline.js';
import { residentBytes } from '../harness/processes.js';

const forks = 7;
const sharedKb = 16 * 1024;

/** A shell with a large variable, and subshells, made by fork(2), that wait: on a fifo, since a shell's wait would end. */
const script = `
  large=$(head -c ${sharedKb * 1024} /dev/zero | tr '\\0' x)
  i=0; while [ $i -lt ${forks} ]; do (echo ready; read -r line <&3; : "$large") & i=$((i+1)); done
  wait`;

test('the sum of the resident sizes over forked processes overstates; ours does not', async (t) => {
  const shell = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
  t.teardown(() => shell.stdio[3]?.destroy()); // their end of input, and so their end
  const pid = shell.pid ?? 0;
  let ready = 0;
  const all = new Promise<void>((resolve) => {
    shell.stdout?.on('data', (text: Buffer) => {
      ready += String(text).split('ready').length - 1;
      if (ready === forks) resolve();
    });
  });
  await within(`${forks} forked shells`, all);
  const tree = addon.processes.tree(pid);
  const residentKb = tree.reduce((sum, each) => sum + residentBytes(each) / 1024, 0);
  t.is(tree.length, 1 + forks);
  t.true(residentKb > (1 + forks) * sharedKb, 'the trap: each shell holds all of it');
  t.true(treePssKb(pid) >= sharedKb);
  t.true(treePssKb(pid) < residentKb / 3, `PSS ${treePssKb(pid)} kB of a resident sum of ${residentKb} kB`);
  shell.stdio[3]?.destroy();
  await within('the shells to end', once(shell, 'exit'));
});
