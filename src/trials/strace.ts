// strace as a tracer: it stops each thread at each system call, so what is counted is right and what is timed is not.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { saidInstead, type Tracer, TracingProcess } from './tracer.js';

/** kernel.yama.ptrace_scope: 0 lets a user trace all its processes, 1 and 2 only root, 3 nobody. */
const ptraceScopeFile = '/proc/sys/kernel/yama/ptrace_scope';

/** Null where strace may trace, else the reason: it is missing, or not allowed. */
export function whyNoStrace(): string | null {
  const { error, stderr } = spawnSync('strace', ['-f', '-c', 'true'], { encoding: 'utf8', timeout: 10_000 });
  if (error) return error.message;
  const scope = ptraceScope();
  if (scope > (process.geteuid?.() === 0 ? 2 : 0)) return `kernel.yama.ptrace_scope is ${scope}`;
  try {
    return parseStraceSummary(stderr) > 0 ? null : 'it counted none';
  } catch (failure) {
    return (failure as Error).message;
  }
}

function ptraceScope(): number {
  try {
    return Number(readFileSync(ptraceScopeFile, 'utf8'));
  } catch {
    return 0; // a kernel without Yama
  }
}

/** Counts in these processes, all their threads, and every thread and child that those start from now on. */
export async function attachStrace(pids: readonly number[]): Promise<Tracer> {
  const strace = new TracingProcess(['strace', '-f', '-c', ...pids.flatMap((pid) => ['-p', String(pid)])]);
  const isAttached = (pid: number) => new RegExp(`^strace: Process ${pid} attached`, 'm').test(strace.stderr);
  try {
    await strace.hasSaid('that it has attached', () => pids.every(isAttached));
  } catch (error) {
    await strace.end();
    throw error;
  }
  return { finish: async () => parseStraceSummary(await strace.interrupt()), end: () => strace.end() };
}

/**
 * The sum in the table of `strace -c`, whose last row is "100.00  0.010814  4  2238  270 total" (share, seconds, µs per
 * call, calls, errors where there were any). It detached without a table when there were no calls. Throws when the row is not
 * there.
 */
export function parseStraceSummary(said: string): number {
  const table = said.indexOf('% time     seconds');
  if (table < 0 && /^strace: Process \d+ detached$/m.test(said)) return 0;
  const [, calls] = /^100\.00 +\d+\.\d+ +\d+ +(\d+)(?: +\d+)? +total$/m.exec(table < 0 ? '' : said.slice(table)) ?? [];
  if (calls === undefined) throw saidInstead('strace', said);
  return Number(calls);
}
