// Values on the command line with their units: durations, sizes, counts, addresses. Each parser throws a usage error.
import { InvalidArgumentError, Option } from 'commander';
import { localhostOf } from '../observe/listening-host.js';

const nanosecondsPer: Record<string, number> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, min: 60e9 };
const bytesPer: Record<string, number> = {
  '': 1,
  b: 1,
  k: 1024,
  kb: 1024,
  kib: 1024,
  m: 1 << 20,
  mb: 1 << 20,
  mib: 1 << 20,
};

/** "100us" → nanoseconds. A bare number is refused: a duration without a unit is a guess. */
export function durationNs(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-zµ]+)$/.exec(text);
  const unit = nanosecondsPer[match?.[2] ?? ''];
  if (!match || unit === undefined) {
    throw new InvalidArgumentError(`expected a duration such as 500ms, 5s or 2m, got '${text}'.`);
  }
  return Math.round(Number(match[1]) * unit);
}

/** "5s" → milliseconds. */
export const durationMs = (text: string): number => durationNs(text) / 1e6;

/** An option in milliseconds whose default is shown as it would be typed. */
export function durationOption(
  flags: string,
  description: string,
  fallbackMs: number,
  parse: (text: string) => number | string = durationMs,
): Option {
  const typed = fallbackMs % 1000 === 0 ? `${fallbackMs / 1000}s` : `${fallbackMs}ms`;
  return new Option(flags, description).argParser(parse).default(fallbackMs, typed);
}

/** "64", "64k", "1MiB" → bytes (powers of 1024). */
export function sizeBytes(text: string): number {
  const match = /^(\d+)\s*([a-z]*)$/i.exec(text);
  const unit = bytesPer[match?.[2]?.toLowerCase() ?? ' '];
  if (!match || unit === undefined)
    throw new InvalidArgumentError(`expected a size such as 64, 4k or 1m, got '${text}'.`);
  return Number(match[1]) * unit;
}

/** The size of a message: "64", "1k"; at least one byte. */
export function messageBytes(text: string): number {
  const bytes = sizeBytes(text);
  if (bytes < 1) throw new InvalidArgumentError(`expected at least 1 byte, got '${text}'.`);
  return bytes;
}

/** A parser of whole numbers from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}, got '${text}'.`);
    }
    return value;
  };
}

export interface Address {
  host: string;
  port: number;
}

/** "127.0.0.1:8081", "[::1]:8081", ":8081" or "8081"; "localhost:8081" is 127.0.0.1 or ::1, whichever listens. */
export function address(text: string): Address {
  const match = /^(?:(?:\[([^\]]+)\]|([^:[\]]*)):)?(\d+)$/.exec(text);
  const port = Number(match?.[3]);
  if (!match || port < 1 || port > 65535) {
    throw new InvalidArgumentError(`expected HOST:PORT, such as 127.0.0.1:8081, got '${text}'.`);
  }
  const host = match[1] || match[2] || '127.0.0.1';
  return { host: host === 'localhost' ? localhostOf(port) : host, port };
}

export interface Work {
  cpuNs: number;
  waitNs: number;
}

/** "cpu:100us" or "wait:5ms". */
export function work(text: string): Work {
  const match = /^(cpu|wait):(.+)$/.exec(text);
  if (!match?.[2])
    throw new InvalidArgumentError(`expected cpu:DURATION or wait:DURATION, such as wait:5ms, got '${text}'.`);
  const ns = durationNs(match[2]);
  return match[1] === 'cpu' ? { cpuNs: ns, waitNs: 0 } : { cpuNs: 0, waitNs: ns };
}
