// descriptors: as many are open after fifty clients as before them.
import { type Check, Failed } from '../check.js';
import { growthOf } from '../leaks.js';
import { counted } from '../quantities.js';

export const descriptors: Check = {
  name: 'descriptors',
  does: 'counted the descriptors in /proc/PID/fd of all its processes, before and after up to 50 clients that came and left',
  usually:
    'close is missing on some way out of the connection (at its end, at an error), or in the parent after fork: ' +
    'at 1,024 of them accept fails with EMFILE',
  lookAt: [
    'ls -l /proc/PID/fd',
    "ss -tanp 'sport = :8081' (CLOSE-WAIT)",
    'strace -f -e trace=accept,accept4,close -p PID',
    'ulimit -n',
  ],

  async run(subject) {
    const growth = await growthOf('descriptors', subject);
    const seen = `${growth.before.descriptors} → ${growth.after.descriptors} after ${counted(growth.clients, 'client')}`;
    if (growth.isLeak) throw new Failed(`descriptors ${seen}: ${perClient(growth.perClient)}`);
    return `${seen} that came and left`;
  },
};

const perClient = (count: number): string =>
  `${Number(count.toFixed(1))} per client ${count === 1 ? 'is' : 'are'} not closed`;
