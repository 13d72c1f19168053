// Student's t test of whether values scatter about 0, and the distribution that it needs.

/** How likely a mean at least this far from 0 is if the values only scatter about 0, normally; 1 of fewer than two. */
export function oneSampleP(values: readonly number[]): number {
  const count = values.length;
  if (count < 2) return 1;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  if (variance === 0) return mean === 0 ? 1 : 0;
  return twoSidedP(mean / Math.sqrt(variance / count), count - 1);
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
