// at-once: several clients are there at the same time, the first of them silent: who is served, and does everyone get his turn?
import { type Check, Failed, type Subject } from '../check.js';
import { type Crowd, disband, gather, serveTheRest } from '../crowd.js';
import { servesMany } from '../expectations.js';
import { counted } from '../quantities.js';

/** Where the others are to wait, so long is waited for an answer that should not come. */
const shortWaitMs = 300;

export const atOnce: Check = {
  name: 'at-once',
  does: 'served one client, which stays and is silent; then all others connected and sent; then the first ones left',
  usually:
    'under spmt, mpst, mpmt and event-loop: the thread that accepts also serves, or a pool is smaller than --at-once; ' +
    'in a loop, a socket still blocks. Those who wait must be served when the first leaves',
  lookAt: [
    "ss -tanp 'sport = :8081' (Recv-Q above 0: sent, and nobody reads)",
    'ps -L -p PID',
    'strace -f -e trace=network,clone,fork -p PID',
  ],

  async run(subject) {
    const isMany = servesMany(subject.expected);
    const crowd = await gather(subject, isMany === false ? shortWaitMs * subject.slowness : subject.patienceMs);
    try {
      const seen = await judged(subject, crowd, isMany);
      return seen;
    } finally {
      disband(crowd);
    }
  },
};

async function judged({ atOnce, expected }: Subject, crowd: Crowd, isMany: boolean | undefined): Promise<string> {
  const { served, waiting, notAccepted } = crowd;
  const seen = `served ${served.length} of ${atOnce} at once`;
  const queued = notAccepted > 0 ? `; ${notAccepted} not accepted: they wait in the kernel's queue` : '';
  if (isMany === true && waiting.length > 0) throw new Failed(`expected ${expected}, ${seen}${queued}`);
  if (isMany === false && served.length > 1)
    throw new Failed(`expected spst, ${seen}: it does not serve one after another`);
  if (waiting.length === 0) return seen;
  const later = await serveTheRest(crowd);
  if (later < waiting.length) {
    throw new Failed(
      `${seen}; of ${counted(waiting.length, 'that waited', 'that waited')}, ${later} got an answer when the first had left`,
    );
  }
  return `${seen}, the others waited and were served when it left`;
}
