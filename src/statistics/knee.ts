// The knee of a curve: where latency leaves what it was while there was little to do.

/** Further up, a queue grows for as long as one measures. */
const kneeFactor = 10;

/**
 * The last x before y exceeds ten times what it was at the first; null where that is not known. The points are in the
 * order of x; one without y counts as beyond.
 */
export function kneeOf(points: readonly { x: number; y: number | null }[]): number | null {
  const limit = kneeFactor * (points[0]?.y ?? Number.NaN);
  if (Number.isNaN(limit)) return null;
  const beyond = points.findIndex(({ y }) => y === null || y > limit);
  return points[beyond === -1 ? points.length - 1 : beyond - 1]?.x ?? null;
}
