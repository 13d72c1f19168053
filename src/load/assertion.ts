// What a run is asserted to reach, `p99<5ms`, held against its document.
import type { LoadDocument } from './document.js';
import { samplesNeeded, samplesOf } from './latency-histogram.js';
import { formatCount, formatUs } from './summary.js';

const quantiles = { p50: 0.5, p90: 0.9, p99: 0.99, p999: 0.999 } as const;

export const operators = ['<', '<=', '>', '>='] as const;
export type Operator = (typeof operators)[number];
export type Figure = keyof typeof quantiles | 'max' | 'rate' | 'errors';

export interface Assertion {
  /** As it was given. */
  text: string;
  figure: Figure;
  operator: Operator;
  /** µs of a latency, messages per second of the rate, a count of the errors. */
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

/** Of a run that did not fail. Errors are counted, so they can always be trusted. */
export function judge({ figure, operator, limit }: Assertion, document: LoadDocument): Judgement {
  const value = figureOf(figure, document);
  if (value === null) return { outcome: 'untrusted', reason: tooFew(figure, document) };
  const { label, labelReason } = document;
  if (figure !== 'errors' && (label === 'client-bound' || label === 'disturbed')) {
    return { outcome: 'untrusted', reason: `the run was ${label}: ${labelReason}` };
  }
  const came = `${figure} was ${written(figure, value)}`;
  return { outcome: compare[operator](value, limit) ? 'holds' : 'broken', reason: came };
}

function figureOf(figure: Figure, { latencyUs, messagesPerSecond, errors }: LoadDocument): number | null {
  if (figure === 'rate') return messagesPerSecond;
  if (figure === 'errors') return Object.values(errors).reduce((sum, count) => sum + count, 0);
  return latencyUs[figure];
}

function tooFew(figure: Figure, { windows }: LoadDocument): string {
  const samples = windows.reduce((sum, { latency }) => sum + samplesOf(latency), 0);
  const needed = figure in quantiles ? samplesNeeded(quantiles[figure as keyof typeof quantiles]) : 1;
  return `${figure} needs ${formatCount(needed)} samples, there were ${formatCount(samples)}`;
}

function written(figure: Figure, value: number): string {
  if (figure === 'rate') return `${formatCount(value)}/s`;
  return figure === 'errors' ? formatCount(value) : formatUs(value);
}
