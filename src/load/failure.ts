// Why a run failed, in a sentence: a rate is given only when the server was there to the end and what came back was right.
import type { LoadCounts, LoadErrors, WindowCounts } from '../addon/load.cjs';

const meanings: Record<keyof LoadErrors, string> = {
  refused: 'refused',
  reset: 'reset',
  ended: 'ended by the server',
  timeout: 'timed out',
  wrongByte: 'a wrong byte',
  unsolicited: 'bytes that were not asked for',
  ports: 'out of local ports (EADDRNOTAVAIL)',
  descriptors: 'out of descriptors (EMFILE)',
  other: 'other',
};

/** "reset: 16, refused: 2", most frequent first; empty without errors. */
export function describeErrors(errors: LoadErrors): string {
  const kinds = Object.entries(errors) as [keyof LoadErrors, number][];
  return kinds
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${meanings[kind]}: ${count}`)
    .join(', ');
}

/** Null when the run holds. `windows` are those that were measured. */
export function whyFailed(
  counts: LoadCounts,
  windows: readonly WindowCounts[],
  { target, timeoutMs }: { target: string; timeoutMs: number },
): string | null {
  const { errors, ending, established } = counts;
  if (errors.wrongByte > 0) return `${errors.wrongByte} replies came back with a wrong byte: this is no echo`;
  if (errors.unsolicited > 0) {
    return `${errors.unsolicited} connections brought bytes that were not asked for: this is no echo`;
  }
  if (ending === 'lost' && errors.ports + errors.descriptors > 0) {
    return `the client ran short of its own means (${describeErrors(errors)})`;
  }
  if (ending === 'lost' && established === 0) return noConnection(errors, target);
  if (ending === 'lost') return `the server is gone or cuts every connection (${describeErrors(errors)})`;
  if (ending === 'unanswered') {
    return `no whole reply within ${timeoutMs / 1000} s (${established} connections were established)`;
  }
  if (ending === 'stopped' && windows.length === 0) return 'interrupted before the measured window began';
  if (windows.every(({ messages }) => messages === 0))
    return `no whole reply in the measured time${inBrackets(describeErrors(errors))}`;
  return null;
}

function noConnection(errors: LoadErrors, target: string): string {
  if (errors.refused > 0) return `nothing listens on ${target}: connection refused`;
  return `no connection to ${target} came about (${describeErrors(errors)})`;
}

const inBrackets = (text: string) => (text === '' ? '' : ` (${text})`);
