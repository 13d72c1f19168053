// model: which processes and threads serve: is it the model that it claims to be?
import { type Check, Failed, Skipped } from '../check.js';
import { disband, gather } from '../crowd.js';
import { looksLike } from '../expectations.js';
import { countsAtRest, readCounts } from '../family-counts.js';
import { counted } from '../quantities.js';
import { visit, warmUp } from '../visits.js';
import { servingOf } from '../who-serves.js';

const settleMs = 3000;
const shortWaitMs = 300;

export const model: Check = {
  name: 'model',
  does: 'counted processes and threads at rest and with clients, then looked whose context switches go up as each client sends',
  usually: 'it is another model than --expect says; or a pool is smaller than --at-once',
  lookAt: [
    'pstree -pt PID',
    'ps -eLf | grep server',
    'ls -l /proc/PID/task/*/fd',
    'strace -f -e trace=clone,clone3,fork,vfork -p PID',
  ],

  async run(subject) {
    const { server, expected } = subject;
    if (!expected) throw new Skipped('no --expect: nothing is claimed');
    await visit(subject, warmUp);
    const rest = await countsAtRest(server, settleMs);
    const crowd = await gather(subject, expected === 'spst' ? shortWaitMs : subject.patienceMs);
    try {
      const now = readCounts(server);
      const serving = await servingOf(crowd.served, server);
      const seen = [
        `${fromTo(counted(rest.processes, 'process', 'processes'), String(now.processes), rest.processes === now.processes)}`,
        `threads ${rest.threads} → ${now.threads} with ${subject.atOnce} clients`,
        `served ${serving.clients} of ${subject.atOnce} at once`,
        `by ${counted(serving.threads, 'thread')} of ${counted(serving.processes, 'process', 'processes')}`,
      ];
      const text = `${seen.slice(0, 3).join(', ')} ${seen[3]}`;
      const looks = looksLike(serving);
      if (looks !== expected) throw new Failed(`expected ${expected}, saw: ${text}: this looks like ${looks}`);
      return text;
    } finally {
      disband(crowd);
    }
  },
};

const fromTo = (from: string, to: string, isSame: boolean): string => (isSame ? from : `${from} → ${to}`);
