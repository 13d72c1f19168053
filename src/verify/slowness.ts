// How much slower than usual this machine is just now, by a Node process that starts and ends: every wait is scaled by it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { median } from '../statistics/summary.js';

const samples = 3;

/** 69 to 98 ms, 65 to 90 of them CPU time, with Node 20 on two virtual cores of a Xeon; 370 ms beside four busy processes. */
const usualMs = 80;

/** What takes longer than this is no wait any more. */
const most = 20;

/** At least 1: on a fast machine a wait is no shorter than its number says. */
export const slownessOf = (tookMs: readonly number[]): number =>
  Math.min(most, Math.max(1, (median(tookMs) ?? 0) / usualMs));

/**
 * The median of a few: a moment's delay says nothing of the next minutes. A shorter program would not do: the kernel
 * favours who has slept, and on a busy machine starts it at once.
 */
export async function measureSlowness(): Promise<number> {
  const tookMs: number[] = [];
  for (let i = 0; i < samples; i++) {
    const startedMs = performance.now();
    await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
    tookMs.push(performance.now() - startedMs);
  }
  return slownessOf(tookMs);
}
