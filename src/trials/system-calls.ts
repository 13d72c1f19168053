// How many system calls a server makes while work is done on it: counted by the least intrusive means that is allowed.
import { addon } from '../addon/addon.cjs';
import { attachPerf, whyNoPerf } from './perf.js';
import { attachStrace, whyNoStrace } from './strace.js';
import type { Tracer } from './tracer.js';

/** perf costs each system call some 100 ns, strace two stops of the thread. */
export type Means = 'perf' | 'strace';

export type HowCounted = { means: Means } | { means: null; reason: string };

const attach: Record<Means, (pids: readonly number[]) => Promise<Tracer>> = { perf: attachPerf, strace: attachStrace };

/** A child that was born while the tracer attached to its parent may be missed: then it attaches once more. */
const maxAttempts = 5;

let known: HowCounted | undefined;

/** Tries each means once in the life of this process, which takes some 20 ms. */
export function howSystemCallsAreCounted(): HowCounted {
  known ??= findMeans();
  return known;
}

function findMeans(): HowCounted {
  const noPerf = whyNoPerf();
  if (noPerf === null) return { means: 'perf' };
  const noStrace = whyNoStrace();
  return noStrace === null ? { means: 'strace' } : { means: null, reason: `perf: ${noPerf}; strace: ${noStrace}` };
}

export interface Counted<Result> {
  result: Result;
  systemCalls: number;
  means: Means;
}

/**
 * Counts from when every process and thread of the tree below `pid` is attached to, until `work` has settled, children
 * that are born meanwhile included; a call that is under way at either edge may be in it or not. For a pass of its own:
 * times that are taken meanwhile hold for nothing.
 * Rejects with what `work` rejects with, or when the tracer cannot attach; the tracer is then gone, the server is not.
 */
export async function countSystemCalls<Result>(
  pid: number,
  work: () => Promise<Result>,
  means = meansOrThrow(),
): Promise<Counted<Result>> {
  const tracer = await attachToTree(pid, means);
  try {
    const result = await work();
    return { result, systemCalls: await tracer.finish(), means };
  } finally {
    await tracer.end();
  }
}

function meansOrThrow(): Means {
  const how = howSystemCallsAreCounted();
  if (how.means === null) throw new Error(`system calls cannot be counted here: ${how.reason}`);
  return how.means;
}

async function attachToTree(pid: number, means: Means): Promise<Tracer> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const before = threadsOf(pid);
    if (before.size === 0) throw new Error('the server has ended');
    const tracer = await attach[means]([...before.keys()]);
    if (String([...threadsOf(pid)]) === String([...before])) return tracer;
    await tracer.end();
  }
  throw new Error("the server's processes come and go while a tracer attaches to them");
}

/** The number of threads of each process. */
function threadsOf(pid: number): Map<number, number> {
  return new Map(addon.processes.tree(pid).map((each) => [each, addon.processes.threads(each)]));
}
