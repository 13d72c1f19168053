// leftovers: the processes and threads that clients made end with them.
import { type Check, Failed } from '../check.js';
import { growthOf } from '../leaks.js';
import { counted } from '../quantities.js';

export const leftovers: Check = {
  name: 'leftovers',
  does: 'counted processes and threads before and after up to 50 clients that came and left',
  usually:
    'a thread or child goes on after its client has left: it waits for something that does not come, or loops at read’s 0',
  lookAt: [
    'pstree -pt PID',
    'top -H -p PID',
    'cat /proc/PID/task/*/wchan',
    'gdb -p PID -batch -ex "thread apply all bt"',
  ],

  async run(subject) {
    const growth = await growthOf('threads', subject);
    const { before, after, clients } = growth;
    const seen = `processes ${before.processes} → ${after.processes}, threads ${before.threads} → ${after.threads}`;
    const text = `${seen} after ${counted(clients, 'client')}`;
    if (growth.isLeak) throw new Failed(text);
    return `${text} that came and left`;
  },
};
