// How evenly something is shared out, such as connections over workers.

/** 0 if all have the same, towards 1 the more a few have of it all. Of shares that are not negative. */
export function gini(shares: readonly number[]): number | undefined {
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (total === 0) return undefined;
  const ascending = [...shares].sort((a, b) => a - b);
  const count = ascending.length;
  const weighted = ascending.reduce((sum, share, index) => sum + (2 * index + 1 - count) * share, 0);
  return weighted / (count * total);
}

/** The largest share for each 1 of the smallest: 1 if all have the same, infinite if one has nothing. */
export function maxToMin(shares: readonly number[]): number | undefined {
  const [largest, smallest] = [Math.max(...shares), Math.min(...shares)];
  return largest > 0 ? largest / smallest : undefined;
}
