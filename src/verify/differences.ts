// What came back against what was sent: the first byte that differs, and what that looks like.
import { exactSize, hex } from './quantities.js';

/** The place of the first byte that differs, as far as both go; -1 where none does. */
export function firstDifference(sent: Buffer, received: Buffer): number {
  const length = Math.min(sent.length, received.length);
  if (sent.compare(received, 0, length, 0, length) === 0) return -1;
  let [from, to] = [0, length];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (sent.compare(received, from, middle, from, middle) === 0) from = middle;
    else to = middle;
  }
  return from;
}

/** Undefined where all that came is right, however much is still to come. */
export function whatDiffers(sent: Buffer, received: Buffer): string | undefined {
  const at = firstDifference(sent, received);
  if (at === -1) {
    const surplus = received.length - sent.length;
    return surplus > 0 ? `${exactSize(surplus)} more came back than the ${exactSize(sent.length)} sent` : undefined;
  }
  const [wanted, got] = [sent[at] ?? 0, received[at] ?? 0];
  const bits = [...(wanted ^ got).toString(2)].filter((bit) => bit === '1').length;
  const restMatches = firstDifference(sent.subarray(at + 1), received.subarray(at + 1)) === -1;
  const extent = restMatches ? ', all after it is right' : '';
  const oneBit = bits === 1 ? ' (one bit differs)' : '';
  return `byte ${at.toLocaleString('en-US')} of ${exactSize(sent.length)} came back as ${hex(got)}, sent was ${hex(wanted)}${oneBit}${extent}`;
}
