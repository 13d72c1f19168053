// Two series compared round by round: what disturbs the machine in one round disturbs both, and drops out of the ratio.

/** value / baseline of each round in which both were measured; a baseline of 0 gives no ratio. */
export function pairedRatios(values: readonly (number | null)[], baselines: readonly (number | null)[]): number[] {
  return values.flatMap((value, round) => {
    const baseline = baselines[round] ?? null;
    return value === null || baseline === null || baseline === 0 ? [] : [value / baseline];
  });
}

/** Their logarithms. A ratio that is not positive, such as that of a slope lost in noise, has none. */
export function pairedLogRatios(values: readonly (number | null)[], baselines: readonly (number | null)[]): number[] {
  return pairedRatios(values, baselines)
    .filter((ratio) => ratio > 0)
    .map(Math.log);
}
