// Histogram: log-linear counts of durations, in the very buckets of the native engine (native/load/histogram.h).
import type { Buckets } from '../latency-histogram.js';

const precisionBits = 7; // 128 buckets per doubling: 0.8 % wide
const perDoubling = 2 ** precisionBits;
const largestExponent = 41; // 73 minutes in nanoseconds; what is longer counts as this
const largestNs = 2 ** (largestExponent + 1) - 1;
const size = (largestExponent - precisionBits + 2) * perDoubling;

export class Histogram {
  private readonly counts = new Float64Array(size);
  private largestSeenNs = 0;

  record(nanoseconds: number): void {
    const ns = Math.min(Math.max(0, Math.floor(nanoseconds)), largestNs);
    const bucket = bucketOf(ns);
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    if (ns > this.largestSeenNs) this.largestSeenNs = ns;
  }

  get maxUs(): number {
    return this.largestSeenNs / 1000;
  }

  buckets(): Buckets {
    const found: Buckets = [];
    this.counts.forEach((count, bucket) => {
      if (count > 0) found.push([middleNs(bucket) / 1000, count]);
    });
    return found;
  }
}

/** Of whole nanoseconds up to the largest. */
function bucketOf(ns: number): number {
  const shift = Math.max(0, exponentOf(ns) - precisionBits);
  return shift * perDoubling + Math.floor(ns / 2 ** shift);
}

/** Of the highest bit that is set; clz32 sees 32 of them. */
const exponentOf = (ns: number): number =>
  ns < 2 ** 31 ? 31 - Math.clz32(ns | 1) : 62 - Math.clz32(Math.floor(ns / 2 ** 31));

function middleNs(bucket: number): number {
  if (bucket < 2 * perDoubling) return bucket;
  const shift = Math.floor(bucket / perDoubling) - 1;
  return (bucket - shift * perDoubling) * 2 ** shift + 2 ** shift / 2;
}
