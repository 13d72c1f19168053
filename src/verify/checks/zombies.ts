// zombies: who forks also waits: no child of an old connection is left as a zombie.
import { type Check, Failed } from '../check.js';
import { countsOnce } from '../family-counts.js';
import { counted } from '../quantities.js';
import { visit } from '../visits.js';

const visits = { most: 12, budgetMs: 3000, least: 12 };

/** Who reaps at the next connection has one or two left. */
const mostLeft = 2;

export const zombies: Check = {
  name: 'zombies',
  does: 'let 12 clients come and leave, then looked for processes in state Z below the server',
  usually: 'a child that has ended is never waited for: its entry stays in the process table until none is free',
  lookAt: [
    'ps -o pid,ppid,stat,comm --ppid PID',
    'man 2 waitpid (WNOHANG, in a SIGCHLD handler, in a loop)',
    'man 7 signal (SIGCHLD)',
  ],

  async run(subject) {
    const clients = await visit(subject, visits);
    const { zombies } = await countsOnce((counts) => counts.zombies === 0, subject.server, subject.patienceMs);
    if (zombies > mostLeft) throw new Failed(`${counted(zombies, 'zombie')} left after ${counted(clients, 'client')}`);
    const late =
      zombies > 0 ? `${counted(zombies, 'zombie')} waits for the next client, which is reaping late` : 'none';
    return `${late} after ${counted(clients, 'client')}`;
  },
};
