// What a run is asserted to reach, `p99<5ms`, held against its document.
import type { LoadDocument } from './document.js';
import { samplesNeeded, samplesOf } from './latency-histogram.js';
import { formatCount, formatUs } from './summary.js';

const quantiles = { p50: 0.5, p90: 0.9, p99: 0.99, p999: 0.999 } as const;

export const operators = ['<', '<=', '>', '>='] as const;
export type Operator = (typeof operators)[number];
export type Figure = keyof typeof quantiles | 'max' | 'rate' | 'errors' | 'unanswered';

export interface Assertion {
  /** As it was given. */
  text: string;
  figure: Figure;
  operator: Operator;
  /** µs of a latency, messages per second of the rate, a count of the errors or of the unanswered. */
  limit: number;
}

/** `reason` says what came, or why the figure cannot be trusted. */
export interface Judgement {
  outcome: 'holds' | 'broken' | 'untrusted';
  reason: string;
}

const compare: Record<Operator, (value: number, limit: number) => boolean> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/** Of a run that failed, nothing can be told. A percentile that is a lower bound tells only what a larger one would tell, too. Errors are counted, so they can always be trusted. */
export function judge({ figure, operator, limit }: Assertion, document: LoadDocument): Judgement {
  if (document.failed !== null) return { outcome: 'untrusted', reason: 'the run failed' };
  const value = figureOf(figure, document);
  if (value === null) return { outcome: 'untrusted', reason: tooFew(figure, document) };
  const { label, labelReason } = document;
  if (figure !== 'errors' && figure !== 'unanswered' && (label === 'client-bound' || label === 'disturbed')) {
    return { outcome: 'untrusted', reason: `the run was ${label}: ${labelReason}` };
  }
  const holds = compare[operator](value, limit);
  if (!isBound(figure, document)) {
    return { outcome: holds ? 'holds' : 'broken', reason: `${figure} was ${written(figure, value)}` };
  }
  const unanswered = `${formatCount(document.unanswered)} were never answered`;
  const reason = `${figure} was at least ${written(figure, value)}: ${unanswered}`;
  const isCertain = holds === operator.startsWith('>'); // what is larger still would not change it
  return { outcome: !isCertain ? 'untrusted' : holds ? 'holds' : 'broken', reason };
}

function figureOf(figure: Figure, { latencyUs, messagesPerSecond, errors, unanswered }: LoadDocument): number | null {
  if (figure === 'rate') return messagesPerSecond;
  if (figure === 'unanswered') return unanswered;
  if (figure === 'errors') return Object.values(errors).reduce((sum, count) => sum + count, 0);
  return latencyUs[figure];
}

const isBound = (figure: Figure, { latencyAtLeast }: LoadDocument): boolean =>
  (latencyAtLeast as readonly string[]).includes(figure);

function tooFew(figure: Figure, { windows }: LoadDocument): string {
  const samples = windows.reduce((sum, { latency }) => sum + samplesOf(latency), 0);
  const needed = figure in quantiles ? samplesNeeded(quantiles[figure as keyof typeof quantiles]) : 1;
  return `${figure} needs ${formatCount(needed)} samples, there were ${formatCount(samples)}`;
}

function written(figure: Figure, value: number): string {
  if (figure === 'rate') return `${formatCount(value)}/s`;
  return figure === 'errors' || figure === 'unanswered' ? formatCount(value) : formatUs(value);
}
