// Runs whose limit is known get its label.
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import test from 'ava';
import type { Label } from '../../src/load/label.js';
import { startLoad } from '../../src/load/run-load.js';
import { within } from '../harness/deadline.js';
import { startServer } from '../harness/server-process.js';
import { skip } from '../harness/tools.js';

const known: { name: string; label: Label; model: string; work: string[]; load: object }[] = [
  { name: 'a slowed client', label: 'client-bound', model: 'event-loop', work: [], load: { slowClientNs: 20_000 } },
  { name: 'cpu:200us', label: 'server-bound', model: 'event-loop', work: ['--work', 'cpu:200us'], load: {} },
  { name: 'wait:5ms', label: 'both-idle', model: 'event-loop', work: ['--work', 'wait:5ms'], load: { connections: 1 } },
  { name: '100 a second', label: 'both-idle', model: 'event-loop', work: [], load: { rate: 100 } },
];

/** A machine that others use is disturbed now and then; one that always is cannot tell. */
const mostRuns = 6;

for (const { name, label, model, work, load } of known) {
  test.serial(`labelled as it is: ${name}`, async (t) => {
    const server = await startServer(t, model, ['--packets', 'off', ...work]);
    let document = await measured(server.port, load);
    for (let runs = 1; document.label === 'disturbed' && runs < mostRuns; runs++) {
      t.log(`${document.label}: ${document.labelReason}`);
      document = await measured(server.port, load);
    }
    if (document.label === 'disturbed') return skip(t, `${mostRuns} of ${mostRuns} runs were disturbed`);
    t.is<string | null, string>(document.label, label, document.labelReason ?? '');
  });
}

async function measured(port: number, load: object) {
  const run = await startLoad({ host: '127.0.0.1', port, durationMs: 500, warmUpMs: 100, ...load });
  return within('the end of a run', run.done);
}

test.serial('a hog per CPU beside a run disturbs it', async (t) => {
  const server = await startServer(t, 'event-loop', ['--packets', 'off']);
  for (const _ of cpus()) {
    const hog = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
    t.teardown(() => hog.kill('SIGKILL'));
  }
  const run = await startLoad({ host: '127.0.0.1', port: server.port, durationMs: 700, warmUpMs: 300 });
  const { label, labelReason } = await within('the end of a disturbed run', run.done);
  t.is(label, 'disturbed', labelReason ?? '');
});
