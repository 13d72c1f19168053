// How sizes, times and bytes read in what a check says.

/** "1 B", "160,000 B", "8.4 MB". */
export function size(bytes: number): string {
  return bytes < 1_000_000 ? `${bytes.toLocaleString('en-US')} B` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Of memory: "148 kB", "2.4 MB". */
export const memorySize = (kilobytes: number): string =>
  kilobytes < 1000 ? `${kilobytes} kB` : `${(kilobytes / 1000).toFixed(1)} MB`;

export const exactSize = (bytes: number): string => `${bytes.toLocaleString('en-US')} B`;

/** "2 s", "1.5 s", "120 ms". */
export const time = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(1))} s`;

export const hex = (byte: number): string => `0x${byte.toString(16).padStart(2, '0')}`;

/** "1 client", "3 clients". */
export const counted = (count: number, what: string, many = `${what}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? what : many}`;

/** A few bytes as one would write them in a string: 'hello\n'; of many, only how many. */
export const shown = (bytes: Buffer): string =>
  bytes.length > 12 ? size(bytes.length) : JSON.stringify(bytes.toString('latin1'));
