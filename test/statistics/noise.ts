// Noise as rounds have it: of calm machines, of disturbed ones, and of figures that can only be too large.
export type Noise = (random: () => number) => number;

/** Standard normal (Box and Muller). */
export const normal: Noise = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Student's t with 3 degrees of freedom: now and then a round that lies far off. */
const heavyTailed: Noise = (random) => {
  const squares = normal(random) ** 2 + normal(random) ** 2 + normal(random) ** 2;
  return normal(random) / Math.sqrt(squares / 3);
};

const skewed: Noise = (random) => Math.exp(normal(random)) - 1;

/** Each of median 0 and of about the same width in its middle. */
export const noises = { normal, heavyTailed, skewed };

export function repeat<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
