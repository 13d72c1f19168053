// Scales from values to pixels, linear and logarithmic, and the ticks of their axes.

export interface Scale {
  (value: number): number;
  ticks: number[];
  domain: readonly [number, number];
}

type Range = readonly [number, number];

/** Steps of an axis that people count in. */
const steps = [1, 2, 5];

export function linearScale([from, to]: Range, pixels: Range, mostTicks = 6): Scale {
  const span = to - from || 1;
  const scale = (value: number) => pixels[0] + ((value - from) / span) * (pixels[1] - pixels[0]);
  return Object.assign(scale, { ticks: linearTicks(from, to, mostTicks), domain: [from, to] as const });
}

/** What is not positive has no place on it, and is drawn at its beginning. */
export function logScale([from, to]: Range, pixels: Range, mostTicks = 6): Scale {
  const span = Math.log(to / from) || 1;
  const scale = (value: number) =>
    value > 0 ? pixels[0] + (Math.log(value / from) / span) * (pixels[1] - pixels[0]) : pixels[0];
  return Object.assign(scale, { ticks: logTicks(from, to, mostTicks), domain: [from, to] as const });
}

/** The largest value by the first of a logarithmic axis, where the smallest value is not positive. */
const belowLargest = 1000;

/** The scale's domain with room at both ends, in the scale's own measure. */
export const roomy = ([least, most]: Range, share = 0.06): Range => {
  const to = most > 0 ? most : 1;
  const from = least > 0 ? least : to / belowLargest;
  const factor = Math.max((to / from) ** share, 1.02);
  return [from / factor, to * factor];
};

/** The smallest and the largest of the values; `fallback` of none. */
export const extentOf = (values: readonly number[], fallback: Range = [1, 10]): Range =>
  values.length === 0 ? fallback : [Math.min(...values), Math.max(...values)];

function linearTicks(from: number, to: number, most: number): number[] {
  const rough = (to - from) / most;
  const magnitude = 10 ** Math.floor(Math.log10(rough || 1));
  const step = [...steps, 10].map((each) => each * magnitude).find((each) => each >= rough * 0.999) ?? magnitude * 10;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Powers of ten, or 1, 2 and 5 of each where they are few; less than a doubling is marked as a line would be. */
function logTicks(from: number, to: number, most: number): number[] {
  if (to / from < 3) return linearTicks(from, to, most);
  const decades = Array.from(
    { length: Math.ceil(Math.log10(to)) - Math.floor(Math.log10(from)) + 1 },
    (_, i) => Math.floor(Math.log10(from)) + i,
  );
  const within = (values: number[]) => values.filter((value) => value >= from * 0.999 && value <= to * 1.001);
  const exact = (digits: number, power: number) => Number(`${digits}e${power}`);
  const fine = within(decades.flatMap((power) => steps.map((digit) => exact(digit, power))));
  if (fine.length <= most) return fine;
  const coarse = within(decades.map((power) => exact(1, power)));
  const every = Math.ceil(coarse.length / most);
  return coarse.filter((_, i) => i % every === 0);
}
