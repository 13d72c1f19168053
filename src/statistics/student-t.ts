// Student's t distribution: how likely a t is, and which t is so likely. Degrees of freedom are whole numbers.

export interface Sample {
  count: number;
  mean: number;
  /** Standard deviation of the values (n − 1); 0 of fewer than two. */
  deviation: number;
}

export function sampleOf(values: readonly number[]): Sample {
  const count = values.length;
  const mean = count === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count, mean, deviation: count < 2 ? 0 : Math.sqrt(squares / (count - 1)) };
}

/**
 * How likely it is that the mean of so many values comes out at `sample.mean` or above if it is really at `limit`; 1 of
 * fewer than two values. Values that do not scatter at all are certain.
 */
export function upperP({ count, mean, deviation }: Sample, limit: number): number {
  if (count < 2) return 1;
  if (deviation === 0) return mean > limit ? 0 : 1;
  const t = (mean - limit) / (deviation / Math.sqrt(count));
  const oneSided = twoSidedP(t, count - 1) / 2;
  return t > 0 ? oneSided : 1 - oneSided;
}

/**
 * How likely a t at least as far from 0 is, with a whole number of degrees of freedom (Abramowitz and Stegun, 26.7.3 and
 * 26.7.4). Good to about 1e-15 absolutely, so a smaller result means nothing but "very unlikely".
 */
export function twoSidedP(t: number, degreesOfFreedom: number): number {
  const angle = Math.atan(Math.abs(t) / Math.sqrt(degreesOfFreedom));
  const cosine = Math.cos(angle);
  const isOdd = degreesOfFreedom % 2 === 1;
  let term = isOdd ? cosine : 1;
  let series = 0;
  for (let power = isOdd ? 1 : 0; power <= degreesOfFreedom - 2; power += 2) {
    series += term;
    term *= (cosine ** 2 * (power + 1)) / (power + 2);
  }
  const within = isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * series) : Math.sin(angle) * series;
  return Math.min(1, Math.max(0, 1 - within));
}

/** Bisections halve the range of t, from 2^40 on, to below 1e-9. */
const bisections = 80;

/** The few that a table needs are asked for again at each of its looks. */
const known = new Map<string, number>();

/** The t that is exceeded, on either side, with probability `alpha` (0 to 1, above 1e-12). */
export function tBeyond(alpha: number, degreesOfFreedom: number): number {
  const key = `${alpha} ${degreesOfFreedom}`;
  const t = known.get(key) ?? searched(alpha, degreesOfFreedom);
  known.set(key, t);
  return t;
}

function searched(alpha: number, degreesOfFreedom: number): number {
  let [low, high] = [0, 1];
  while (twoSidedP(high, degreesOfFreedom) > alpha && high < 2 ** 40) high *= 2;
  for (let i = 0; i < bisections; i++) {
    const middle = (low + high) / 2;
    if (twoSidedP(middle, degreesOfFreedom) > alpha) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
