// Why a run failed, in a sentence: a rate is given only when the server was there to the end and what came back was right.
import type { LoadCounts, LoadErrors, LoadService, WindowCounts } from '../addon/load.cjs';

const meanings: Record<keyof LoadErrors, string> = {
  refused: 'refused',
  reset: 'reset',
  ended: 'ended by the server',
  timeout: 'timed out',
  wrongByte: 'a wrong byte',
  unsolicited: 'bytes that were not asked for',
  malformed: 'no HTTP',
  status: 'status',
  ports: 'out of local ports (EADDRNOTAVAIL)',
  descriptors: 'out of descriptors (EMFILE)',
  other: 'other',
};

type Troubles = Pick<LoadCounts, 'errors' | 'statuses'>;

/** "reset: 16, status 503: 2", most frequent first; empty without errors. */
export function describeErrors({ errors, statuses }: Troubles): string {
  const kinds = Object.entries(errors) as [keyof LoadErrors, number][];
  const named = kinds.filter(([kind]) => kind !== 'status').map(([kind, count]) => [meanings[kind], count] as const);
  const byStatus = Object.entries(statuses).map(([status, count]) => [`${meanings.status} ${status}`, count] as const);
  return [...named, ...byStatus]
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name}: ${count}`)
    .join(', ');
}

interface Asked {
  target: string;
  service: LoadService;
  timeoutMs: number;
}

const notEchoed: Record<LoadService, string> = {
  echo: 'this is no echo',
  'http-echo': 'this does not return what is posted; --size 0 asks for whatever there is',
};
const notAnAnswer: Record<LoadService, string> = { echo: 'this is no echo', 'http-echo': 'this speaks no HTTP' };

/** Null when the run holds. `windows` are those that were measured. */
export function whyFailed(
  counts: LoadCounts,
  windows: readonly WindowCounts[],
  { target, service, timeoutMs }: Asked,
): string | null {
  const { errors, ending, established } = counts;
  if (errors.wrongByte > 0) return `${errors.wrongByte} replies came back with a wrong byte: ${notEchoed[service]}`;
  if (errors.malformed > 0) return `${errors.malformed} replies were no HTTP/1.1: ${notAnAnswer[service]}`;
  if (errors.unsolicited > 0) {
    return `${errors.unsolicited} connections brought bytes that were not asked for: ${notAnAnswer[service]}`;
  }
  if (ending === 'lost' && errors.ports + errors.descriptors > 0) {
    return `the client ran short of its own means (${describeErrors(counts)})`;
  }
  if (ending === 'lost' && established === 0) return noConnection(counts, target);
  if (ending === 'lost') return `the server is gone or ${whatItDoes(errors)} (${describeErrors(counts)})`;
  if (ending === 'unanswered') {
    return `no whole reply within ${timeoutMs / 1000} s (${established} connections were established)`;
  }
  if (ending === 'stopped' && windows.length === 0) return 'interrupted before the measured window began';
  return windows.every(({ messages }) => messages === 0) ? noReply(counts) : null;
}

/** Of a server that is there. Where all are late at the end, no connection was cut for it. */
const whatItDoes = ({ refused, reset, ended, timeout }: LoadErrors): string =>
  timeout > refused + reset + ended ? 'answers no longer' : 'cuts every connection';

function noConnection(counts: LoadCounts, target: string): string {
  if (counts.errors.refused > 0) return `nothing listens on ${target}: connection refused`;
  return `no connection to ${target} came about (${describeErrors(counts)})`;
}

function noReply(counts: LoadCounts): string {
  const statuses = Object.entries(counts.statuses).map(([status, count]) => `${status} came ${times(count)}`);
  if (statuses.length > 0) return `no request was answered with success: ${statuses.join(', ')}`;
  return `no whole reply in the measured time${inBrackets(describeErrors(counts))}`;
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);

const inBrackets = (text: string) => (text === '' ? '' : ` (${text})`);
