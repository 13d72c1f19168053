// What a scenario is: what is done to each model, what that shows, and which figure is compared.
import type { Counts, Model } from '../models/model.js';
import type { FigureName, Measured } from './results.js';
import type { ServerProcess } from './server-process.js';
import type { Tools } from './tools.js';

export interface Timing {
  warmUpMs: number;
  windowMs: number;
}

/** What one trial of a scenario is given. */
export interface Setting {
  server: ServerProcess;
  model: Model;
  connections: number;
  counts: Counts;
  timing: Timing;
  startUp: StartUp;
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

export interface Scenario {
  /** File name, command-line word, report label. */
  name: string;
  /** What each trial does, for the report: "16 connections, …". */
  does(connections: number): string;
  /** What its figures show. */
  shows: string;
  /** A table for each number of connections, or one for all where the scenario sets the numbers itself. */
  tablePer: 'connections' | 'scenario';
  /** The figure that is compared with the baseline's; less is better. */
  primary: FigureName;
  /** What a message is called in its table: in churn each is a connection. */
  unit: 'message' | 'connection';
  /** Which numbers of connections it is run with, when these were asked for. */
  connections(model: Model, asked: readonly number[]): number[];
  /** How long a trial takes once the server runs, in milliseconds. */
  expectedMs(setting: ExpectedSetting): number;
  run(setting: Setting): Promise<Measured>;
}
