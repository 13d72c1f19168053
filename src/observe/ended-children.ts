// What a process that is not ours tells of its children that have ended: their CPU time, if it waited for them.
import { readFileSync } from 'node:fs';

/** The kernel counts in nanoseconds and tells in ticks of USER_HZ, which is 100 wherever Node runs. */
const tickUs = 10_000;

/** CPU time of the children that it has reaped, and of theirs, in steps of 10 ms; 0 when it has gone. */
export function reapedCpuUs(pid: number): number {
  const stat = readOrNothing(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // from the third on
  const [user, system] = [fields[13], fields[14]].map((ticks) => Number(ticks ?? 0));
  return ((user ?? 0) + (system ?? 0)) * tickUs;
}

/** Ended children of who ignores SIGCHLD are reaped by the kernel, and the time that they took is counted nowhere. */
export function ignoresEndedChildren(pid: number): boolean {
  const ignored = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readOrNothing(`/proc/${pid}/status`))?.[1] ?? '0';
  const childEnded = 1n << 16n; // SIGCHLD is 17, and the mask begins with signal 1
  return (BigInt(`0x${ignored}`) & childEnded) !== 0n;
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
