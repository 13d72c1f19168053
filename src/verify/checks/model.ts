// model: which processes and threads serve: is it the model that it claims to be?
import { type Check, Failed, Skipped, type Subject } from '../check.js';
import { disband, gather } from '../crowd.js';
import { looksLike, type Serving } from '../expectations.js';
import { type Counts, countsAtRest, readCounts } from '../family-counts.js';
import { counted } from '../quantities.js';
import { visit, warmUp } from '../visits.js';
import { addWhoServes, servingBy, type Units } from '../who-serves.js';

const settleMs = 5000;
/** Who waits in accept is woken in turn: so many crowds pass by the pools of 128 threads. */
const mostCrowds = 8;
/** Where the others are to wait, so long is waited for an answer that should not come. */
const shortWaitMs = 300;

export const model: Check = {
  name: 'model',
  does: 'counted processes and threads at rest and with clients, then looked whose context switches go up as each client sends',
  usually: 'it is another model than --expect says; or a pool is smaller than --at-once',
  lookAt: [
    'pstree -pt PID',
    'ps -L -o pid,tid,stat,comm -p PID',
    'grep ctxt /proc/PID/task/*/status',
    'strace -f -e trace=clone,clone3,fork,vfork -p PID',
  ],

  async run(subject) {
    const { server, expected, slowness } = subject;
    if (!expected) throw new Skipped('no --expect: nothing is claimed');
    await visit(subject, warmUp);
    const rest = await countsAtRest(server, settleMs * slowness);
    const { serving, seen } = await look(subject, rest);
    const looks = looksLike(serving);
    if (looks !== expected) throw new Failed(`expected ${expected}, saw: ${seen}: this looks like ${looks}`);
    return seen;
  },
};

/** The crowd of one process's pool may be all that is there: others follow, until another process serves. */
async function look(subject: Subject, rest: Counts): Promise<{ serving: Serving; seen: string }> {
  const units: Units = new Set();
  for (let crowds = 1; ; crowds++) {
    const { served, counts } = await lookAtCrowd(subject, units);
    const serving = servingBy(units, served);
    const mayBeOthers = counts.processes > 1 && serving.processes === 1 && served === subject.atOnce;
    if (!mayBeOthers || crowds === mostCrowds) return { serving, seen: seenText(subject, rest, counts, serving) };
  }
}

async function lookAtCrowd(subject: Subject, units: Units): Promise<{ served: number; counts: Counts }> {
  const { server, expected, patienceMs, slowness } = subject;
  const crowd = await gather(subject, expected === 'spst' ? shortWaitMs * slowness : patienceMs);
  try {
    const counts = readCounts(server);
    await addWhoServes(units, crowd.served, server);
    return { served: crowd.served.length, counts };
  } finally {
    disband(crowd);
  }
}

function seenText({ atOnce }: Subject, rest: Counts, now: Counts, serving: Serving): string {
  const grown = rest.processes === now.processes ? '' : ` → ${now.processes}`;
  return [
    `${counted(rest.processes, 'process', 'processes')}${grown}`,
    `threads ${rest.threads} → ${now.threads} with ${atOnce} clients`,
    `served ${serving.clients} of ${atOnce} at once`,
    `by ${counted(serving.threads, 'thread')} of ${counted(serving.processes, 'process', 'processes')}`,
  ].join(', ');
}
