// The guard: a shell in a session of its own that holds a pipe from this process, and ends what this process left running.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { markName } from '../observe/marked-processes.js';
import { processStatus } from '../observe/process-status.js';

/** Every process that this one starts carries it, followed by a number of its own. */
export const run = randomBytes(8).toString('hex');

/**
 * Each line replaces the one before: "GROUP:START …", empty where nothing runs. A shell that waits in read costs no CPU and
 * less than a megabyte; Node is started only where something was left. The shell in front ends at once: so the guard is
 * no child of this process, and is not counted as one.
 */
const waits = 'while read -r line; do held=$line; done; [ -z "$held" ] || exec "$0" "$1" "$2" $held';
const script = `{ trap '' HUP INT TERM; ${waits}; } <&3 3<&- &`;

const endsWhatIsLeft = fileURLToPath(new URL('./guard.child.js', import.meta.url));

/** What runs now. Until the pid is known, a dash stands for it: the mark is enough to find it. */
const held = new Set<{ text: string }>();
let pipe: Socket | undefined;

export interface Hold {
  /** It runs, and leads the group of this number. */
  of(pid: number): void;
  /** It has ended, with all that it started. */
  over(): void;
}

/** To be called before the process is started: from then on nothing of it outlives this one, however that ends. */
export function guarded(): Hold {
  pipe ??= startGuard();
  const entry = { text: '-' };
  held.add(entry);
  tell();
  return {
    of(pid) {
      entry.text = `${pid}:${processStatus(pid)?.startTicks ?? 0}`;
      tell();
    },
    over() {
      if (held.delete(entry)) tell();
    },
  };
}

const tell = () => void pipe?.write(`${[...held].map(({ text }) => text).join(' ')}\n`);

/** Without a guard (no sh, no process left to start) the work goes on. The outer one of two nested must not end this one. */
function startGuard(): Socket {
  const { [markName]: _, ...env } = process.env;
  const words = ['-c', script, process.execPath, endsWhatIsLeft, run];
  const guard = spawn('sh', words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true, env });
  guard.on('error', () => {}).unref();
  const ours = guard.stdio[3] as Socket;
  ours.on('error', () => {}).unref();
  return ours;
}
