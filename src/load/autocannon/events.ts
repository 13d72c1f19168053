// What an autocannon run tells as it goes: a line of JSON each, on a descriptor that its caller reads.
import { writeSync } from 'node:fs';

/** To no descriptor (-1) nothing is told. */
export function tellEvent(fd: number, event: object): void {
  if (fd < 0) return;
  try {
    writeSync(fd, `${JSON.stringify(event)}\n`);
  } catch {
    // a caller that does not listen any more loses the line; that is its own affair
  }
}

/** Of CLOCK_MONOTONIC. */
export const nowNs = (): number => Number(process.hrtime.bigint());
