// System calls: counted by perf and by strace where /proc/PID/io sees none; what the tools say is read strictly.
import { readFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { addon } from '../../src/addon/addon.cjs';
import { parsePerfStat, whyNoPerf } from '../../src/trials/perf.js';
import { parseStraceSummary, whyNoStrace } from '../../src/trials/strace.js';
import { countSystemCalls, howSystemCallsAreCounted, type Means } from '../../src/trials/system-calls.js';
import { close, exchange, open } from '../harness/clients.js';
import { until } from '../harness/deadline.js';
import { descendants } from '../harness/processes.js';
import { forkingModels, startModel } from './model-server.js';

const messages = 300;
/** A recv and a send each; the last of either may not have come to its end when the tracer detaches. */
const calls = 2 * messages - 2;
/** The server's own timers and threads. */
const mostOther = 60;

const whyNot: Record<Means, () => string | null> = { perf: whyNoPerf, strace: whyNoStrace };

function isAllowed(t: ExecutionContext, means: Means): boolean {
  const reason = whyNot[means]();
  if (reason !== null) t.pass(`skipped: ${reason}`);
  return reason === null;
}

/** read and write system calls, as /proc/PID/io tells them. */
function ioCalls(pid: number): number {
  const io = readFileSync(`/proc/${pid}/io`, 'utf8');
  return ['syscr', 'syscw'].reduce((sum, key) => sum + Number(new RegExp(`${key}: (\\d+)`).exec(io)?.[1]), 0);
}

const isNoTracerLeft = () => descendants(process.pid).every((pid) => !/^(perf|strace)\0/.test(commandLine(pid)));

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

for (const means of ['perf', 'strace'] as const) {
  test.serial(`${means}: a recv and a send per message of a thread, which /proc/PID/io does not see`, async (t) => {
    if (!isAllowed(t, means)) return;
    const server = await startModel(t, 'thread-per-connection');
    const client = await open(server.address.port);
    await exchange(client, 'here');
    const work = async () => {
      const before = ioCalls(server.pid);
      for (let i = 0; i < messages; i++) await exchange(client, 'x');
      return ioCalls(server.pid) - before;
    };
    const { result, systemCalls, means: by } = await countSystemCalls(server.pid, work, means);
    t.is(by, means);
    t.true(systemCalls >= calls && systemCalls <= calls + mostOther, `${systemCalls} for ${messages} messages`);
    t.true(result <= mostOther, `the trap: /proc/PID/io saw ${result}`);
    t.true(isNoTracerLeft());
    t.is(await exchange(client, 'unharmed'), 'unharmed');
    await close(client);
  });

  test.serial(`${means}: a thread and a child that are born meanwhile are counted`, async (t) => {
    if (!isAllowed(t, means)) return;
    for (const model of ['thread-per-connection', ...forkingModels]) {
      const server = await startModel(t, model);
      const work = async () => {
        const client = await open(server.address.port);
        for (let i = 0; i < messages; i++) await exchange(client, 'x');
        await close(client);
      };
      const { systemCalls } = await countSystemCalls(server.pid, work, means);
      t.true(systemCalls >= calls, `${model}: ${systemCalls} for ${messages} messages`);
    }
  });

  test.serial(`${means}: no message, hardly a call; work that fails, no tracer left`, async (t) => {
    if (!isAllowed(t, means)) return;
    const server = await startModel(t, 'thread-per-connection');
    t.true((await countSystemCalls(server.pid, async () => {}, means)).systemCalls <= mostOther);
    const failing = async () => {
      throw new Error('no luck');
    };
    await t.throwsAsync(countSystemCalls(server.pid, failing, means), { message: 'no luck' });
    t.true(isNoTracerLeft());
    const client = await open(server.address.port);
    t.is(await exchange(client, 'unharmed'), 'unharmed');
    await close(client);
  });
}

test.serial('what is used is the least intrusive that is allowed, or there is a reason', (t) => {
  const how = howSystemCallsAreCounted();
  if (how.means === null) t.regex(how.reason, /^perf: .+; strace: .+/);
  else t.is(how.means, whyNoPerf() === null ? 'perf' : 'strace');
  t.is(howSystemCallsAreCounted(), how);
});

test.serial('a server that has gone cannot be attached to', async (t) => {
  const server = await startModel(t, 'event-loop');
  await server.stop();
  await until('it to be gone', () => addon.processes.tree(server.pid).length === 0);
  await t.throwsAsync(
    countSystemCalls(server.pid, async () => {}, 'perf'),
    { message: 'the server has ended' },
  );
});

test('perf stat: the count, and nothing else for a count', (t) => {
  const line = '29,,raw_syscalls:sys_enter,788356,100.00,,';
  t.is(parsePerfStat(`Events disabled\nEvents enabled\n${line}\n`), 29);
  t.is(parsePerfStat('<not counted>,,raw_syscalls:sys_enter,0,100.00,,'), 0, 'no thread has run');
  const odd = [
    '',
    'Error:\nNo permissions to read …',
    line.replace('29', '<not counted>'),
    line.replace('100.00', '61.20'),
    `${line}\n${line}`,
    line.replace('29', '29.5'),
  ];
  for (const said of odd) t.throws(() => parsePerfStat(said), { message: /^perf gave no count: / });
});

test('strace -c: the sum, with or without errors; none; nothing else for a sum', (t) => {
  const head = 'strace: Process 7 attached\nstrace: Process 7 detached\n';
  const table = (total: string) =>
    `${head}% time     seconds  usecs/call     calls    errors syscall\n------ ----------- ---\n 64.53    0.003681           7       500           sendto\n${total}\n`;
  t.is(parseStraceSummary(table('100.00    0.005704           5      1000           total')), 1000);
  t.is(parseStraceSummary(table('100.00    0.010814           4      2238       270 total')), 2238);
  t.is(parseStraceSummary(head), 0);
  for (const said of ['', 'strace: attach: ptrace(PTRACE_SEIZE, 1): Operation not permitted', table('oh')]) {
    t.throws(() => parseStraceSummary(said), { message: /^strace gave no count: / });
  }
});
