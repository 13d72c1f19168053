// What a scenario is: what is done to each model, what that shows, and which figure is compared.
import type { Labelled } from '../load/label.js';
import type { Counts, Model } from '../models/model.js';
import type { FigureName } from './figures.js';
import type { ServerProcess } from './server-process.js';
import type { Tools } from './tools.js';
import type { Measured } from './trial-result.js';

export interface Timing {
  warmUpMs: number;
  /** Of all windows together. */
  windowMs: number;
  /** How many windows that time is cut into; each counts or is discarded by itself. */
  windows: number;
}

/** What one trial of a scenario is given. */
export interface Setting {
  server: ServerProcess;
  model: Model;
  connections: number;
  counts: Counts;
  timing: Timing;
  startUp: StartUp;
  /** Of the server without clients; subtracted from what messages cost. */
  idleCpuUsPerSecond: number;
  /** What the client could do against a server that costs next to nothing; null: not known. */
  clientCeilingPerSecond: number | null;
  tools: Tools;
  /** Aborts when the trial is over, however it ended. */
  signal: AbortSignal;
}

/** What is known of a trial before it runs. */
export type ExpectedSetting = Pick<Setting, 'model' | 'connections' | 'counts' | 'timing' | 'startUp'>;

/** What the check before the rounds has learnt of a model, from which durations are planned. */
export interface StartUp {
  /** Until the server's first line: what a Node process takes to boot, be it server or client. */
  listeningMs: number;
  /** Until its workers and threads are there, too. */
  readyMs: number;
  /** Until a connection is answered, on each CPU at once where connections are Node processes. */
  echoMs: number;
  stopMs: number;
}

/** What a scenario has measured, before it is known how far it can be trusted. */
export interface Outcome {
  measured: Measured;
  /** Null where no load was applied. */
  label: Labelled | null;
}

/** One of several rows that a scenario makes of each model. */
export interface Variant {
  /** Label of its row. */
  name: string;
  /** Options of `forkroad serve`. */
  serverOptions: readonly string[];
}

export interface Scenario {
  /** File name, command-line word, report label. */
  name: string;
  /** What its verdicts answer. */
  question: string;
  /** What each trial does, for the report: "16 connections, …". */
  does(connections: number): string;
  /** What its figures show. */
  shows: string;
  /**
   * A table for each number of connections; one for all where the scenario sets the numbers itself; or one for each model,
   * where the variants of a model are compared with each other.
   */
  tablePer: 'connections' | 'scenario' | 'model';
  /** The rows of a model, the first the baseline of its table; without them, the model is a row. */
  variants?: readonly Variant[];
  /** What the client is told beside connections and times; undefined where there is no load. */
  load?: readonly string[];
  /** The figure that is compared with the baseline's; less is better. */
  primary: FigureName;
  /** What a message is called in its table: in churn each is a connection. */
  unit: 'message' | 'connection';
  /** Which numbers of connections it is run with, when these were asked for. */
  connections(model: Model, asked: readonly number[]): number[];
  /** How long a trial takes once the server runs, in milliseconds. */
  expectedMs(setting: ExpectedSetting): number;
  run(setting: Setting): Promise<Outcome>;
}
