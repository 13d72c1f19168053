// What a scenario is: what is done to each model, what that shows, and which figure is compared.
import type { Client } from '../load/clients.js';
import type { Labelled } from '../load/label.js';
import type { Counts } from '../models/model.js';
import type { Entrant } from './entrant.js';
import type { FigureName } from './figures.js';
import type { Placement } from './placement.js';
import type { RunningServer } from './running-server.js';
import type { Tools } from './tools.js';
import type { Measured } from './trial-result.js';
import type { UsualLoad } from './usual.js';

export interface Timing {
  /** The warm-up ends when the server is warm, by its rate or by the work done, and at the latest after this. */
  warmUpCapMs: number;
  /** A warm-up of this length instead: where there is nothing to warm up, or where a rate is set and tells nothing. */
  fixedWarmUpMs?: number;
  /** Of all windows together. */
  windowMs: number;
  /** How many windows that time is cut into; each counts or is discarded by itself. */
  windows: number;
}

/** After 4 s of churn, JavaScript costs what it comes to (docs/measuring.md). */
export const defaultWarmUpCapMs = 4000;

/** What one trial of a scenario is given. */
export interface Setting {
  server: RunningServer;
  model: Entrant;
  connections: number;
  counts: Counts;
  /** What the server speaks, and who speaks to it. */
  service: string;
  client: Client;
  timing: Timing;
  startUp: StartUp;
  /** Of the server without clients; subtracted from what messages cost. */
  idleCpuUsPerSecond: number;
  /** What the client could do against a server that costs next to nothing; null: not known. */
  clientCeilingPerSecond: number | null;
  /** What others do here anyway. */
  usual: UsualLoad;
  /** The server has its place already; the client is started in its own. */
  placement: Placement;
  tools: Tools;
  /** Aborts when the trial is over, however it ended. */
  signal: AbortSignal;
}

/** What is known of a trial before it runs. */
export type ExpectedSetting = Pick<Setting, 'model' | 'connections' | 'counts' | 'timing' | 'startUp' | 'placement'>;

/** What the check before the blocks has learnt of a model, from which durations are planned. */
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
  serverOptions?: readonly string[];
  /** Workers and threads that the row has instead of the comparison's. */
  counts?: Partial<Counts>;
}

/** What is expected of a model before anything is measured. */
export interface Prediction {
  /**
   * Models in the same place are expected not to differ, and one in a lower place to be cheaper, by whatever baseline they
   * are compared. Null: the model is expected not to hold the scenario: it will serve fewer than are asked for, or none.
   */
  place: number | null;
  /** Why, in a clause: "each message wakes a thread". */
  because: string;
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
  /** Its variants are points on this axis, and their names its numbers: "threads". */
  sweep?: string;
  /** What every server is told in it, such as the work of a message. */
  serverOptions?: readonly string[];
  /**
   * What the client is told beside connections and times, to find its ceiling and to count system calls; undefined where
   * neither would say anything.
   */
  load?: readonly string[];
  /** The services it is run with; echo alone if it does not say. */
  services?: readonly string[];
  /** Who can drive it; the native client alone if it does not say. */
  clients?: readonly Client[];
  /** `apart`: the client has a CPU to itself, the server the others; else both run wherever the kernel puts them. */
  placement?: 'apart';
  /** The figure that is compared with the baseline's; less is better. */
  primary: FigureName;
  /**
   * False: its figures are counts, or have no baseline: they are shown in their order, nothing is compared, and there is no
   * control.
   */
  hasVerdicts?: boolean;
  /** What else its table shows; without it, what a load measures. */
  shownFigures?: readonly FigureName[];
  /** What a message is called in its table: in churn each is a connection. */
  unit: 'message' | 'connection';
  /** What is expected of each model with so many connections, and why. */
  predict(model: Entrant, counts: Counts, connections: number): Prediction;
  /** Why a model cannot be asked for it at all. How many connections it serves is found, not said here. */
  impossible?(model: Entrant, counts: Counts): string | null;
  /** Which numbers of connections it is run with, when these were asked for. */
  connections(model: Entrant, asked: readonly number[]): number[];
  /** How long a trial takes once the server runs, in milliseconds. */
  expectedMs(setting: ExpectedSetting): number;
  run(setting: Setting): Promise<Outcome>;
}
