// Ends what a command left running when it ended: all processes with its mark, and those of its process groups.
import { setTimeout as delay } from 'node:timers/promises';
import { markedWith } from '../observe/marked-processes.js';
import { isRunning, membersOf, processStatus } from '../observe/process-status.js';
import { signalTo } from './signal-to.js';

const lookEveryMs = 5;
/** What does not end at a SIGKILL waits in the kernel, or is another user's. */
const mostLooks = 2000;

const [run = '', ...held] = process.argv.slice(2);

/** "PID:START" of a leader that still runs: without it, its number may be somebody else's by now. */
const groups = held
  .map((text) => text.split(':').map(Number))
  .filter(([pid = 0, start]) => processStatus(pid)?.startTicks === start)
  .map(([pid = 0]) => pid);

const left = () => [...markedWith(run), ...groups.flatMap(membersOf)].filter(isRunning);

for (let looks = 0, pids = left(); looks < mostLooks && pids.length > 0; looks++, pids = left()) {
  for (const pid of pids) signalTo(pid, 'SIGKILL');
  await delay(lookEveryMs);
}
