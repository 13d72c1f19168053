// The design of an experiment: arms that are compared in tables, block by block. It knows nothing of what an arm does.

/** One row of a table, or one of the two that all others are compared with. */
export interface Arm<Task> {
  /** Unique in its table. */
  key: string;
  /** The control is the baseline again: what differs there differs where nothing does. */
  role: 'baseline' | 'control' | 'row';
  task: Task;
  /** Before anything is known of it. */
  expectedMs: number;
}

/** Arms that run beside each other, so that what drifts drifts for all of them. */
export interface ArmTable<Task> {
  /** Unique among the tables. */
  key: string;
  arms: readonly Arm<Task>[];
  /** False: its figures are shown only; a few blocks are enough. */
  isCompared: boolean;
  /** It has so many, decided or not, whatever the design says of all; 1: it is measured once. */
  blocks?: number;
}

/** All trials of one table, once. Rows that were decided before are not in it. */
export interface Block<Trial> {
  table: string;
  /** From 1, within its table. */
  block: number;
  /** In the order in which they ran. */
  trials: Trial[];
}

/** What the experiment itself has to know of a trial; the judge may know more. */
export interface Reading {
  /** It is not counted: it cost a trial, and nothing else. */
  isDisturbed: boolean;
  /** It can not be compared whatever the machine does: it failed, or did not do what was asked. */
  isUnfit: boolean;
  tookMs: number;
}

/** Of each arm, a reading for each block of its table; undefined where it was not in it. */
export type Series<Read extends Reading> = ReadonlyMap<string, readonly (Read | undefined)[]>;

/** What is known of a row. */
export interface RowState {
  key: string;
  isDecided: boolean;
  /** Until it may be decided, if all stays as it is; undefined: more would not decide it, or nobody can say. */
  blocksMissing: number | undefined;
  /** Decided, but only roughly known: worth what is left of the time when nothing else can be decided. */
  isWide?: boolean;
}

export interface Design<Task, Trial, Read extends Reading = Reading> {
  tables: readonly ArmTable<Task>[];
  /** `exactly`: every row runs in so many blocks, decided or not. */
  blocks: { exactly: number | null; atMost: number };
  /** No block begins that would not end within it, the first of each table excepted; null: none, and a decided row leaves for good. */
  budgetMs: number | null;
  /** Of the order within blocks. */
  seed: number;
  run(task: Task, place: Place): Promise<Trial>;
  armOf(trial: Trial): string;
  read(trial: Trial): Read;
  /** A state for each row of the table. The same series give the same states. */
  judge(table: ArmTable<Task>, series: Series<Read>): RowState[];
}

export interface Place {
  table: string;
  block: number;
  /** 1, or more when it was queued again because it had been disturbed. */
  attempt: number;
}

/** `decided`: every row that can be compared is, however roughly; `blocks`: as many as were asked for, or as the plan has. */
export const endings = ['decided', 'blocks', 'budget', 'interrupted'] as const;
export type Ending = (typeof endings)[number];
