// The blast radius: what else breaks when the process that serves one connection is killed, and when all is well again.
import type { Entrant } from './entrant.js';
import { patient } from './patience.js';
import type { Address } from './server-process.js';
import { servingProcess } from './serving-process.js';
import { type TreeCounts, treeCounts } from './tree-counts.js';
import { isAnsweredAgain, WatchedConnection } from './watched-connection.js';
import { within } from './within.js';

export interface BlastRadius {
  /** The server's processes and threads when all connections were held. */
  before: TreeCounts;
  /** What served the first connection: a worker, the child of that connection alone, or the server's one process. */
  killed: 'worker' | 'child' | 'server';
  /** Of the other connections, from 0 to 1: those that ended, or were not answered any more. */
  lostShare: number;
  /**
   * From the kill until each lost connection, made anew, has been answered; null if that was not within 5 s, and where
   * the server's first process was killed: nobody starts that again.
   */
  recoveredMs: number | null;
}

const answerDeadlineMs = 10_000;
const recoveryDeadlineMs = 5_000;

interface Target {
  pid: number;
  address: Address;
}

/**
 * Holds `connections`, each answered once, and kills with SIGKILL the process that serves the first of them: a thread
 * cannot be killed alone. Only a process of the tree below `pid` is killed, which must be the caller's own server.
 * Rejects for fewer than two connections, and when not all of them are answered. When `signal` aborts it ends soon.
 */
export async function blastRadius(
  server: Target,
  model: Entrant,
  connections: number,
  signal: AbortSignal,
): Promise<BlastRadius> {
  if (connections < 2) throw new Error('a blast radius needs another connection beside the first');
  const held = Array.from({ length: connections }, () => new WatchedConnection(server.address));
  try {
    const unit = await unitOfFirst(server, held);
    const before = treeCounts(server.pid);
    const killedMs = performance.now();
    process.kill(unit, 'SIGKILL');
    await within(
      patient(recoveryDeadlineMs),
      'the connection of the killed process to end',
      (held[0] as WatchedConnection).closed,
    );
    const isWorthATry = () => unit !== server.pid && !signal.aborted;
    const { lost, recoveredMs } = await aftermath(server.address, held, { killedMs, isWorthATry });
    return { before, killed: kindOf(unit, server.pid, model), lostShare: (lost - 1) / (connections - 1), recoveredMs };
  } finally {
    for (const each of held) each.release();
  }
}

async function unitOfFirst({ pid, address }: Target, held: readonly WatchedConnection[]): Promise<number> {
  const answers = await Promise.all(held.map((each) => each.isAnswered(answerDeadlineMs)));
  const missing = answers.filter((isAnswered) => !isAnswered).length;
  if (missing > 0) throw new Error(`${missing} of ${held.length} connections were not answered`);
  const unit = servingProcess(pid, { serverPort: address.port, clientPort: held[0]?.localPort ?? 0 });
  if (unit === undefined) throw new Error('no process of the server holds the first connection');
  return unit;
}

function kindOf(unit: number, root: number, { claims }: Entrant): BlastRadius['killed'] {
  if (unit === root) return 'server';
  return claims.processesPerConnection === 1 ? 'child' : 'worker';
}

/** Each connection for itself: one that is lost is made anew at once, as its client would. */
async function aftermath(
  address: Address,
  held: readonly WatchedConnection[],
  { killedMs, isWorthATry }: { killedMs: number; isWorthATry(): boolean },
) {
  const leftMs = () => Math.max(0, killedMs + recoveryDeadlineMs - performance.now());
  const fates = await Promise.all(
    held.map(async (each) => {
      if (await each.isAnswered(leftMs())) return { isLost: false, backMs: 0 };
      const isBack = await isAnsweredAgain(address, leftMs(), isWorthATry);
      return { isLost: true, backMs: isBack ? performance.now() - killedMs : Number.POSITIVE_INFINITY };
    }),
  );
  const lastBackMs = Math.max(...fates.map(({ backMs }) => backMs));
  return {
    lost: fates.filter(({ isLost }) => isLost).length,
    recoveredMs: Number.isFinite(lastBackMs) ? lastBackMs : null,
  };
}
