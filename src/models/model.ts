// What a model says of itself, and what it runs.
import type { RunModel, ServerOptions } from '../serving/server.js';
import type { Setting } from '../serving/settings.js';

export type Quadrant = 'spst' | 'spmt' | 'mpst' | 'mpmt';
export type Counts = Pick<ServerOptions, 'workers' | 'threads' | 'loops'>;

/** The options that give a model its numbers, in the order in which they are shown. */
export const countOptions: readonly (keyof Counts)[] = ['workers', 'threads', 'loops'];

/** Statements that the tests measure from outside; they hold with the model's own settings at their defaults. */
export interface Claims {
  /** Clients that are served at the same time; the next one waits. */
  servedAtOnce(options: Counts): number;
  /** Processes and threads that each served client adds, and takes with it when it goes. */
  processesPerConnection: 0 | 1;
  threadsPerConnection: 0 | 1;
  /** Processes that serve beside the first, and native threads in all of them, without any client. */
  workers(options: Counts): number;
  threads(options: Counts): number;
  /** Among how many its connections are shared out, each with counters of its own: by default its workers. */
  sharers?(options: Counts): number;
  /** One thread or process accepts for all of them, and hands each connection to the one of its choice. */
  handsOver?: true;
  /** It uses a CPU without any client: it asks its sockets again and again instead of waiting to be told. */
  isBusyWhenIdle?: true;
  /** It accepts more than it serves: the next client waits in a queue of its own, and in the kernel's once that is full. */
  queuesAccepted?: true;
  /** Out of descriptors, a new client waits in the kernel's queue, or is accepted and closed (libuv's answer). */
  outOfDescriptors: 'waits' | 'closed';
}

export interface Model {
  /** File name, command-line word, report label, native name. */
  name: string;
  quadrant: Quadrant;
  /** The one that its quadrant's code names. */
  canonical: boolean;
  language: 'TypeScript' | 'C++' | 'TypeScript and C++';
  /** The model of the same design in the other language: what differs between the two is the runtime. */
  twinOf?: string;
  /** One line for a list. */
  summary: string;
  /** Where the design is known from. */
  lineage: string[];
  /** Those written in the language of what serves its connections. */
  services: readonly string[];
  /** Which of --workers, --threads and --loops it takes. */
  takes: readonly (keyof Counts)[];
  /** Options of its own. */
  settings?: readonly Setting[];
  /** Its connections come to several listeners on one port: the first is opened so that others may stand beside it. */
  sharesPort?: true;
  claims: Claims;
  /** Why this machine cannot run it, in words for the user; undefined where it can. Asked each time: keep it quick. */
  whyAbsent?(): string | undefined;
  run: RunModel;
}
