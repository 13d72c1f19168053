// Noise as blocks have it: of calm machines, of disturbed ones, and of figures that can only be too large.
export type Noise = (random: () => number) => number;

/** Standard normal (Box and Muller). */
export const normal: Noise = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Student's t with 3 degrees of freedom: now and then a block that lies far off. */
export const t3: Noise = (random) => {
  const squares = normal(random) ** 2 + normal(random) ** 2 + normal(random) ** 2;
  return normal(random) / Math.sqrt(squares / 3);
};

/** Normal, but one block in twenty lies five times as far off. */
export const withOutliers: Noise = (random) => (random() < 0.05 ? 5 : 1) * normal(random);

const skewed: Noise = (random) => Math.exp(normal(random)) - 1;

/** Each of median 0 and of about the same width in its middle. */
export const noises = { normal, heavyTailed: t3, skewed };

export function repeat<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
