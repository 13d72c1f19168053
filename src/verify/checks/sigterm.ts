// sigterm: told to end, with a client there: the listener closes, the process ends, and no orphan is left.

import { setTimeout as delay } from 'node:timers/promises';
import { isRunning } from '../../observe/process-status.js';
import { allPids, holdersOf } from '../../observe/socket-owners.js';
import { listenerInodes } from '../../observe/tcp-sockets.js';
import { haveEnded } from '../../trials/process-family.js';
import { type Check, Failed, type Subject } from '../check.js';
import { Client } from '../client.js';
import { counted, time } from '../quantities.js';

const lookEveryMs = 5;
/** What SIGTERM may end as: by the signal itself, or as shells report it, or cleanly. */
const cleanEnds = /^(SIGTERM|exit code (0|143))(:|$)/;

export const sigterm: Check = {
  name: 'sigterm',
  endsServer: true,
  does: 'sent SIGTERM while a client was connected, waited for the listener to close, let the client leave, waited for the end',
  usually:
    'SIGTERM is ignored or blocked; or children keep the inherited listener open when their parent has ended, ' +
    'or are never told to end: orphans, which go on answering on the port',
  lookAt: [
    'ss -ltnp (who still listens)',
    'ps -o pid,ppid,stat,args --ppid 1',
    'man 2 prctl (PR_SET_PDEATHSIG)',
    'man 7 signal (SIGTERM)',
  ],

  async run(subject) {
    const { server, patienceMs } = subject;
    const client = await Client.open(server.address, patienceMs);
    try {
      await client.echo(Buffer.from('before SIGTERM\n'));
      const family = server.family();
      const startedMs = performance.now();
      server.terminate();
      await listenerCloses(subject);
      client.leave();
      if (!(await haveEnded(family, patienceMs))) throw new Failed(leftBehind(family, server.pid, patienceMs));
      const how = await server.ended;
      if (!cleanEnds.test(how)) throw new Failed(`SIGTERM ended it with ${how}`);
      return `ended (${how}) ${time(performance.now() - startedMs)} after SIGTERM, nothing left`;
    } finally {
      client.leave();
    }
  },
};

async function listenerCloses({ server, patienceMs }: Subject): Promise<void> {
  const endMs = performance.now() + patienceMs;
  while (listenerInodes(server.address.port).length > 0) {
    if (performance.now() > endMs) {
      const holders = holdersOf(listenerInodes(server.address.port), allPids());
      const who = holders.includes(server.pid)
        ? 'the server'
        : `${counted(holders.length, 'orphan')} (pid ${holders.join(', ')})`;
      throw new Failed(`${time(patienceMs)} after SIGTERM ${who} still listens on the port`);
    }
    await delay(lookEveryMs);
  }
}

function leftBehind(family: readonly number[], pid: number, patienceMs: number): string {
  const left = family.filter(isRunning);
  const since = `${time(patienceMs)} after SIGTERM, its listener closed and its client gone,`;
  if (left.includes(pid)) return `${since} the server still runs`;
  return `${since} ${counted(left.length, 'orphan')} still runs (pid ${left.join(', ')})`;
}
