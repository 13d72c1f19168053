// What a check is: what it does to a server, what its failure usually means, and what to look at then.
import type { ForeignServer } from '../trials/foreign-server.js';
import type { Expectation } from './expectations.js';

export interface Subject {
  /** A fresh one, that listens. */
  server: ForeignServer;
  /** Another fresh one; it is ended with the check. */
  startAgain(port: number): Promise<ForeignServer>;
  /** Undefined where the user claims no model. */
  expected: Expectation | undefined;
  /** Clients that a concurrent model must serve at the same time. */
  atOnce: number;
  /** How long a client waits while not one byte comes. */
  patienceMs: number;
  /** How many times slower than usual the machine is: whatever else is waited for takes so many times as long. At least 1. */
  slowness: number;
}

export interface Check {
  /** File name, key in the registry, word of --only. */
  name: string;
  /** What it does, after "Did:". */
  does: string;
  usually: string;
  /** Commands to type, PID being the server's, and pages of the manual. */
  lookAt: readonly string[];
  /** It ends the server itself; to all others the server's end is a failure. */
  endsServer?: true;
  /** Resolves with what was seen; rejects with a Failed or a Skipped. */
  run(subject: Subject): Promise<string>;
}

/** The check does not hold; the message is what was seen. */
export class Failed extends Error {}

/** The check does not apply; the message is why. */
export class Skipped extends Error {}
