// Series compared block by block: what disturbs the machine in one block disturbs all in it, and drops out of the ratio.

type Values = readonly (number | null)[];

/** value / baseline of each block in which both were measured; a baseline of 0 gives no ratio. */
export function pairedRatios(values: Values, baselines: Values): number[] {
  return values.flatMap((value, block) => {
    const baseline = baselines[block] ?? null;
    return value === null || baseline === null || baseline === 0 ? [] : [value / baseline];
  });
}

/** Their logarithms. A ratio that is not positive, such as that of a slope lost in noise, has none. */
export function pairedLogRatios(values: Values, baselines: Values): number[] {
  return pairedRatios(values, baselines)
    .filter((ratio) => ratio > 0)
    .map(Math.log);
}

/** What a block is compared with: the geometric mean of the baseline and its second self, or the one that there is. */
export function referencesOf(baselines: Values, controls: Values): (number | null)[] {
  return Array.from({ length: Math.max(baselines.length, controls.length) }, (_, block) => {
    const both = [baselines[block] ?? null, controls[block] ?? null].filter((value) => value !== null && value > 0);
    const [first, second] = both as number[];
    return first === undefined || second === undefined ? (first ?? null) : Math.sqrt(first * second);
  });
}
