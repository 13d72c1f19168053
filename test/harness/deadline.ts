// Waiting in tests: for an event, with a deadline that names what was waited for.
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

const usualMs = 20_000;

/** How many want each CPU: 1 where there is one for each. */
export const crowding = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

/** 20 s where there is a CPU for each that wants one; as much more as there are too few. */
const defaultMs = (): number => Math.round(usualMs * crowding());

/** Rejects with "waited 20 s for …" unless the promise settles first. */
export async function within<T>(what: string, promise: Promise<T>, ms = defaultMs()): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${ms / 1000} s for ${what}`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Polls until the probe gives something truthy, which is returned. */
export async function until<T>(what: string, probe: () => T | Promise<T>, ms = defaultMs()): Promise<NonNullable<T>> {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await probe();
    if (value) return value as NonNullable<T>;
    if (Date.now() > deadline) throw new Error(`waited ${ms / 1000} s for ${what}`);
    await delay(10);
  }
}
