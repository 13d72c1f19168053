// Runs whose limit is known get its label; on a machine that others use, too, they may be called disturbed.
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import test from 'ava';
import { type Label, labels } from '../../src/load/label.js';
import { startLoad } from '../../src/load/run-load.js';
import { within } from '../harness/deadline.js';
import { startServer } from '../harness/server-process.js';

const known: { name: string; label: Label; model: string; work: string[]; load: object }[] = [
  { name: 'a slowed client', label: 'client-bound', model: 'event-loop', work: [], load: { slowClientNs: 20_000 } },
  { name: 'cpu:200us', label: 'server-bound', model: 'event-loop', work: ['--work', 'cpu:200us'], load: {} },
  { name: 'wait:5ms', label: 'both-idle', model: 'event-loop', work: ['--work', 'wait:5ms'], load: { connections: 1 } },
  { name: '100 a second', label: 'both-idle', model: 'event-loop', work: [], load: { rate: 100 } },
];

for (const { name, label, model, work, load } of known) {
  test.serial(`labelled as it is, or disturbed: ${name}`, async (t) => {
    const server = await startServer(t, model, ['--packets', 'off', ...work]);
    const run = await startLoad({ host: '127.0.0.1', port: server.port, durationMs: 500, warmUpMs: 100, ...load });
    const document = await within('the end of a run', run.done);
    t.log(`${document.label}: ${document.labelReason}`);
    t.true(labels.includes(document.label as Label));
    t.true([label, 'disturbed'].includes(document.label ?? ''), `${document.label}: ${document.labelReason}`);
  });
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
