// Deciding: what may be said of each row of a table against its baseline, from the blocks that it was in.
import { holm } from './holm.js';
import { allowedError, type LookPlan, lastLook, laterLooks, mostUsualBlocks, spentAt } from './looks.js';
import { type Sample, sampleOf, tBeyond, upperP } from './student-t.js';

/** Logarithms of row / reference, one for each block that has both, in the order of the blocks; less is cheaper. */
export interface RowBlocks {
  name: string;
  logRatios: readonly number[];
}

export interface TableBlocks {
  /** All that are to be compared, those without any block included: the correction for several rows counts them. */
  rows: readonly RowBlocks[];
  /** The A/A control: logarithms of the baseline's second self / baseline, one for each block that has both. */
  control: readonly number[];
  /** Default: usual. */
  plan?: LookPlan;
}

/** Signed: -10 is a tenth less than the baseline. */
export interface PercentInterval {
  lowPercent: number;
  highPercent: number;
}

export type Verdict =
  | { kind: 'cheaper' | 'costlier'; percent: number; interval: PercentInterval }
  /** Whatever difference there is, it lies within ± this. */
  | { kind: 'no-difference'; withinPercent: number }
  /**
   * At least 5: the interval that "no difference" would need within ±5 % reaches so far, or the control's does. Without
   * `moreBlocks`, the plan has not enough blocks to decide it.
   */
  | { kind: 'cant-tell'; withinPercent: number; moreBlocks?: number }
  | { kind: 'too-few-blocks' };

/** Logarithms: the t-interval of a mean at the level of the look that it was taken at. */
export interface LookInterval {
  low: number;
  high: number;
  /** How many blocks it is of. */
  blocks: number;
  /** How often such an interval holds the mean, 0 to 1. */
  level: number;
}

export interface DecidedRow {
  name: string;
  verdict: Verdict;
  /** Undefined before the first look. */
  interval: LookInterval | undefined;
}

/** What two equal servers came to. */
export interface ControlFinding {
  interval: LookInterval;
  /** Geometric mean of second self / baseline, as a signed percentage: where it lies. */
  percent: number;
  lowPercent: number;
  highPercent: number;
  /** The farthest end of its interval: no verdict is finer. */
  resolutionPercent: number;
  /** It excludes 0 beyond 2 %: this machine makes a difference where there is none. */
  isBiased: boolean;
}

export interface DecidedTable {
  /** Undefined of fewer than three blocks: then there is no verdict either. */
  control: ControlFinding | undefined;
  /** In the order given. */
  rows: DecidedRow[];
}

/** A smaller difference is not worth a verdict. */
const smallestDifference = Math.log(1.02);
/** "No difference" means within ± this, on any machine that can tell so little apart. */
export const samePercent = 5;
const sameness = Math.log1p(samePercent / 100);

/** The control is a description, not a test: its interval is an ordinary one of 95 %, of all its blocks. */
const controlAlpha = 0.05;

interface Looked {
  sample: Sample;
  interval: LookInterval;
  /** Of "it differs by more than 2 %" and of "it differs by less than 5 %", scaled to the whole allowed error. */
  differs: number;
  isSame: number;
}

/** The same data give the same verdicts, during a comparison and when its results are read again. */
export function decide({ rows, control, plan = 'usual' }: TableBlocks): DecidedTable {
  const finding = controlFinding(control, plan);
  const looked = rows.map(({ logRatios }) => lookedAt(logRatios, plan));
  const differ = holm(looked.map((look) => look?.differs ?? 1)).map((p) => p <= allowedError);
  const same = holm(looked.map((look) => look?.isSame ?? 1)).map((p) => p <= allowedError);
  return {
    control: finding,
    rows: rows.map(({ name }, i) => {
      const look = looked[i];
      if (!look || !finding) return { name, verdict: { kind: 'too-few-blocks' }, interval: look?.interval };
      const passed = { differs: differ[i] === true, isSame: same[i] === true };
      return { name, verdict: judge(look, finding, passed, { plan, rows: rows.length }), interval: look.interval };
    }),
  };
}

function lookedAt(logRatios: readonly number[], plan: LookPlan): Looked | undefined {
  const look = lastLook(logRatios.length, plan);
  if (look === undefined) return undefined;
  const sample = sampleOf(logRatios.slice(0, look));
  const scale = allowedError / spentAt(look, plan);
  return {
    sample,
    interval: intervalOf(sample, spentAt(look, plan)),
    differs: Math.min(1, scale * differsP(sample)),
    isSame: Math.min(1, scale * sameP(sample)),
  };
}

const differsP = ({ mean, ...rest }: Sample): number => upperP({ ...rest, mean: Math.abs(mean) }, smallestDifference);

/** Two one-sided tests: both must reject that it is out there. */
const sameP = ({ mean, ...rest }: Sample): number => upperP({ ...rest, mean: sameness - Math.abs(mean) }, 0);

/** The t-interval of the mean that leaves out so much. */
export function intervalOf({ count, mean, deviation }: Sample, alpha: number): LookInterval {
  const reach = deviation === 0 ? 0 : (tBeyond(alpha, count - 1) * deviation) / Math.sqrt(count);
  return { low: mean - reach, high: mean + reach, blocks: count, level: 1 - alpha };
}

function controlFinding(control: readonly number[], plan: LookPlan): ControlFinding | undefined {
  if (lastLook(control.length, plan) === undefined) return undefined;
  const sample = sampleOf(control);
  const interval = intervalOf(sample, controlAlpha);
  return {
    interval,
    percent: percent(sample.mean),
    lowPercent: percent(interval.low),
    highPercent: percent(interval.high),
    resolutionPercent: percent(reachOf(interval)),
    isBiased: interval.low > smallestDifference || interval.high < -smallestDifference,
  };
}

const reachOf = ({ low, high }: LookInterval): number => Math.max(Math.abs(low), Math.abs(high));

function judge(
  { sample, interval }: Looked,
  control: ControlFinding,
  passed: { differs: boolean; isSame: boolean },
  table: { plan: LookPlan; rows: number },
): Verdict {
  const { mean } = sample;
  if (passed.differs && Math.abs(mean) > reachOf(control.interval)) {
    return {
      kind: mean < 0 ? 'cheaper' : 'costlier',
      percent: percent(mean),
      interval: { lowPercent: percent(interval.low), highPercent: percent(interval.high) },
    };
  }
  if (passed.isSame && reachOf(control.interval) <= sameness)
    return { kind: 'no-difference', withinPercent: samePercent };
  const moreBlocks = blocksMissing(sample, control, table);
  const wide = intervalOf(sample, (2 * spentAt(sample.count, table.plan)) / table.rows);
  const reach = Math.max(reachOf(wide), reachOf(control.interval));
  return { kind: 'cant-tell', withinPercent: percent(reach), ...(moreBlocks && { moreBlocks }) };
}

/** Until a look would decide it if mean and scatter, of the row and of the control, stayed as they are. */
function blocksMissing(
  sample: Sample,
  { interval }: ControlFinding,
  { plan, rows }: { plan: LookPlan; rows: number },
): number | undefined {
  const { count } = sample;
  const [centre, half] = [(interval.low + interval.high) / 2, (interval.high - interval.low) / 2];
  const most = plan === 'usual' ? mostUsualBlocks : 10 * count;
  for (const look of laterLooks(count, plan, most)) {
    const then = { ...sample, count: look };
    const limit = spentAt(look, plan) / rows;
    const controlReach = Math.abs(centre) + half * Math.sqrt(interval.blocks / Math.max(look, interval.blocks));
    const differs = differsP(then) <= limit && Math.abs(sample.mean) > controlReach;
    if (differs || (sameP(then) <= limit && controlReach <= sameness)) return look - count;
  }
  return undefined;
}

/** Whether any row was told apart. */
export const tellsApart = (verdicts: readonly Verdict[]): boolean =>
  verdicts.some(({ kind }) => kind === 'cheaper' || kind === 'costlier');

export const isDecided = ({ kind }: Verdict): boolean => !['cant-tell', 'too-few-blocks'].includes(kind);

const percent = (logRatio: number): number => 100 * Math.expm1(logRatio);
