// perf as a tracer: the kernel counts each entry of a system call; the threads that make them are not stopped.
import { spawnSync } from 'node:child_process';
import type { Writable } from 'node:stream';
import { saidInstead, type Tracer, TracingProcess } from './tracer.js';

const event = 'raw_syscalls:sys_enter';
const stat = ['perf', 'stat', '--field-separator', ',', '--event', event] as const;

/** Null where perf may count, else the reason: it is missing, or not allowed (kernel.perf_event_paranoid). */
export function whyNoPerf(): string | null {
  const [file, ...words] = [...stat, 'true'];
  const { error, stderr } = spawnSync(file ?? '', words, { encoding: 'utf8', timeout: 10_000 });
  if (error) return error.message;
  try {
    return parsePerfStat(stderr) > 0 ? null : 'it counted none';
  } catch (failure) {
    return (failure as Error).message;
  }
}

/** Counts in these processes, all their threads, and every thread and child that those start from now on. */
export async function attachPerf(pids: readonly number[]): Promise<Tracer> {
  // It attaches with the event disabled; its answer to "enable" says that it has, and to "disable" that nothing is added.
  const perf = new TracingProcess([...stat, '--delay', '-1', '--control', 'fd:3,4', '--pid', pids.join()]);
  let answers = '';
  perf.streams[4]?.on('data', (bytes: Buffer) => {
    answers += String(bytes);
  });
  const tell = async (word: 'enable' | 'disable') => {
    answers = '';
    (perf.streams[3] as Writable).write(`${word}\n`);
    await perf.hasSaid(`that it has done "${word}"`, () => answers.startsWith('ack'));
  };
  const finish = async () => {
    await tell('disable');
    return parsePerfStat(await perf.interrupt());
  };
  try {
    await tell('enable');
  } catch (error) {
    await perf.end();
    throw error;
  }
  return { finish, end: () => perf.end() };
}

/**
 * The count in what `perf stat -x,` said: "29,,raw_syscalls:sys_enter,788356,100.00,,", the last two being the time that
 * it counted and the share of the time that it should have. Where no thread ran at all it says "<not counted>" of no time.
 * Throws when there is no such line, or when the share is not whole.
 */
export function parsePerfStat(said: string): number {
  const lines = said.split('\n').filter((line) => line.includes(`,${event}`));
  const line = lines[0] ?? '';
  if (lines.length === 1 && line.startsWith(`<not counted>,,${event},0,100.00,`)) return 0;
  const [, count, share] = /^(\d+),,[^,]+,\d+,(\d+\.\d+),/.exec(line) ?? [];
  if (lines.length !== 1 || count === undefined || share !== '100.00') throw saidInstead('perf', line || said);
  return Number(count);
}
