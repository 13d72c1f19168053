// What only the server itself knows of its cost, told to whoever started it with an IPC channel: ended threads, reaped children.
import { addon } from '../addon/addon.cjs';
import type { QueueUse } from '../addon/counters.cjs';
import { monotonicNs } from '../observe/monotonic.js';
import { totalsOf } from './totals.js';

export interface Usage {
  cpuUs: number;
  voluntarySwitches: number;
  involuntarySwitches: number;
  maxRssKb: number;
}

/** getrusage(2) of this process, ended threads included, and of the children that it has reaped. */
export interface UsageAnswer {
  type: 'usage';
  port: number;
  /** When it was read: CLOCK_MONOTONIC, the asker's clock too. */
  atNs: number;
  self: Usage;
  children: Usage;
  /** Records taken and dropped by the packet log. */
  packetLog: { recorded: number; dropped: number };
  /** Connections that each worker or loop has had since the start, in their order; those it replaced included. */
  connectionsPerWorker: number[];
  /** Of all of them together; zeros where the model has no queue. */
  queue: QueueUse;
}

/**
 * Answers each message {type: 'usage'}; calls `onOrphaned` when the asker has gone.
 * @param sharers among how many workers or loops the connections are shared out, each with a slot of counters of its own
 */
export function answerUsage(port: number, onOrphaned: () => void, sharers = 0): void {
  if (!process.send) return;
  process.on('message', (message: { type?: string }) => {
    if (message.type !== 'usage') return;
    const answer: UsageAnswer = {
      type: 'usage',
      port,
      atNs: monotonicNs(),
      self: addon.server.usage(false),
      children: addon.server.usage(true),
      packetLog: addon.packetLog.totals(),
      connectionsPerWorker: Array.from({ length: sharers }, (_, index) => addon.counters.ofWorker(index + 1).accepted),
      queue: totalsOf(sharers).queue,
    };
    process.send?.(answer, () => {});
  });
  process.once('disconnect', onOrphaned);
}
