// A server that a trial measures, whoever wrote it: where it listens, what it has cost, and its end.
import type { UsageAnswer } from '../serving/usage.js';
import type { Address } from './server-process.js';

/** What of its cost cannot be read from outside while it lives. */
export type ServerUsage = Pick<UsageAnswer, 'atNs' | 'self' | 'children' | 'connectionsPerWorker'> &
  Partial<Pick<UsageAnswer, 'queue'>>;

export interface RunningServer {
  readonly pid: number;
  readonly address: Address;
  /** From its start to when it listened. */
  readonly listeningMs: number;
  /** From its start to when it was ready. */
  readonly startUpMs: number;
  /** Rejects when it has ended. */
  usage(): Promise<ServerUsage>;
  /** Rejects when the server ends before `work` has: the reason is the server's, whatever happened to the work. */
  during<Value>(work: Promise<Value>): Promise<Value>;
  /** Resolves when the server and all that it started are gone. */
  stop(): Promise<void>;
}
