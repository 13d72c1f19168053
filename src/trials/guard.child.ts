// Ends what a command left running when it ended: all processes with its mark, and those of its process groups.
import { markedWith } from '../observe/marked-processes.js';
import { membersOf, processStatus } from '../observe/process-status.js';
import { endAll } from './process-family.js';

/** What does not end at a SIGKILL waits in the kernel, or is another user's: there is nobody left to be told. */
const deadlineMs = 3000;

const [run = '', ...held] = process.argv.slice(2);

/** "PID:START" of a leader that still runs: without it, its number may be somebody else's by now. */
const groups = held
  .map((text) => text.split(':').map(Number))
  .filter(([pid = 0, start]) => start !== undefined && processStatus(pid)?.startTicks === start)
  .map(([pid = 0]) => pid);

await endAll(() => [...markedWith(run), ...groups.flatMap(membersOf)], deadlineMs).catch(() => {});
