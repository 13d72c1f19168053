// CLOCK_MONOTONIC: the clock that all processes of this machine share, so that what each of them reads can be put in order.

/** In nanoseconds since boot; exact up to 104 days of it, then to the nearest 2 ns. */
export const monotonicNs = (): number => Number(process.hrtime.bigint());
