// Getting to know somebody else's server before it is compared: what it serves at once, and what it makes per connection.
import type { Claims } from '../models/model.js';
import { ignoresEndedChildren } from '../observe/ended-children.js';
import type { Entrant } from './entrant.js';
import type { ForeignCommand } from './foreign-server.js';
import { startMeasuredForeign } from './measured-foreign.js';
import type { RunningServer } from './running-server.js';
import type { HeldConnections, Tools } from './tools.js';
import { type TreeCounts, treeCounts } from './tree-counts.js';

export interface ForeignAsked {
  name: string;
  command: ForeignCommand;
  service: string;
}

/** First a few, for what each of them makes; then as many as any scenario holds. */
const few = 8;
const many = 400;

/** No further answer for so long means that who is not served yet waits. */
const quietMs = 1000;
const deadlineMs = 10_000;

/** What takes longer than this to answer its first byte boots something. */
const bootsFromMs = 20;

/**
 * The server is started once, and ended. Rejects with a reason for people when it cannot be started, and when it answers
 * nobody.
 */
export async function examineForeign(asked: ForeignAsked, tools: Tools, signal: AbortSignal): Promise<Entrant> {
  const { name, command, service } = asked;
  const server = await startMeasuredForeign(command, signal);
  try {
    const rest = treeCounts(server.pid);
    const startedMs = performance.now();
    const held = await hold(server, few, service, tools);
    const perConnectionMs = (performance.now() - startedMs) / few;
    const busy = treeCounts(server.pid);
    const { served } = held;
    held.release();
    if (served === 0) throw new Error(`it answers nothing on port ${server.address.port}`);
    const atOnce = served < few ? served : await servedOf(many, server, service, tools);
    const isIgnoring = ignoresEndedChildren(server.pid);
    return entrantOf(name, { command, losesChildren: isIgnoring }, service, {
      ...{ rest, busy, atOnce },
      boots: perConnectionMs > bootsFromMs,
    });
  } finally {
    await server.stop();
  }
}

const hold = (server: RunningServer, connections: number, service: string, tools: Tools): Promise<HeldConnections> =>
  server.during(tools.hold(server.address, connections, { deadlineMs, quietMs, service }));

async function servedOf(connections: number, server: RunningServer, service: string, tools: Tools): Promise<number> {
  const { served, release } = await hold(server, connections, service, tools);
  release();
  return served < connections ? served : Number.POSITIVE_INFINITY;
}

interface Seen {
  rest: TreeCounts;
  busy: TreeCounts;
  atOnce: number;
  boots: boolean;
}

function entrantOf(name: string, foreign: NonNullable<Entrant['foreign']>, service: string, seen: Seen): Entrant {
  const { rest, busy, atOnce, boots } = seen;
  const served = Math.min(few, atOnce);
  const claims: Claims = {
    servedAtOnce: () => atOnce,
    processesPerConnection: served > 1 && busy.processes - rest.processes >= served ? 1 : 0,
    threadsPerConnection: served > 1 && busy.threads - rest.threads >= served ? 1 : 0,
    workers: () => rest.processes - 1,
    threads: () => 0,
    outOfDescriptors: 'waits',
  };
  const perConnection = claims.processesPerConnection === 1;
  return {
    ...{ name, services: [service], takes: [], quadrant: null, language: null, foreign },
    claims: perConnection ? { ...claims, threadsPerConnection: 0 } : claims,
    bootsPerConnection: perConnection && boots,
  };
}
