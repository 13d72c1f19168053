// What a model claims of itself, as sentences; the same on the command line and on its page.
import type { Claims, Counts, Model } from './model.js';
import { sharersOf } from './sharers.js';

/** Counts under which a claim is told, and the words for them: "by default". */
export interface Occasion {
  counts: Counts;
  words: string;
}

const none = 'no';

/** "1 client", "64 clients", "any number of clients", "no thread". */
function amount(count: number, one: string, several = `${one}s`): string {
  if (count === 0) return `${none} ${one}`;
  if (count === Number.POSITIVE_INFINITY) return `any number of ${several}`;
  return `${count} ${count === 1 ? one : several}`;
}

/** Told once where it is the same on all occasions: "130 threads by default, 9 with --threads 3". */
function told(occasions: readonly Occasion[], tell: (counts: Counts) => string): string {
  const texts = occasions.map(({ counts }) => tell(counts));
  const [first = ''] = texts;
  if (texts.every((text) => text === first)) return first;
  return texts.map((text, i) => `${text} ${occasions[i]?.words}`).join(', ');
}

export function claimSentences(model: Pick<Model, 'claims'>, occasions: readonly Occasion[]): string[] {
  const { claims } = model;
  const of = (tell: (counts: Counts) => string): string => told(occasions, tell);
  const isEver = (holds: (counts: Counts) => boolean): boolean => occasions.some(({ counts }) => holds(counts));
  return [
    `Served at the same time: ${of((counts) => amount(claims.servedAtOnce(counts), 'client'))}.${
      isEver((counts) => Number.isFinite(claims.servedAtOnce(counts))) ? ` ${nextOne(claims)}` : ''
    }`,
    perClient(model),
    `Without a client: ${of((counts) => amount(claims.workers(counts), 'worker process', 'worker processes'))}, beside the first process.`,
    `Threads without a client, besides Node's and the packet log's: ${of((counts) => String(claims.threads(counts) || 'none'))}.`,
    ...(isEver((counts) => sharersOf(model, counts) > 1)
      ? [
          `Workers or loops among which its connections are shared out, each with counters of its own: ${of((counts) => String(sharersOf(model, counts)))}.`,
        ]
      : []),
    claims.isBusyWhenIdle
      ? 'It uses a whole CPU even when no client says anything.'
      : 'It sleeps when no client says anything.',
    claims.outOfDescriptors === 'waits'
      ? "When descriptors run out, new clients wait in the kernel's queue until some are free again."
      : 'When descriptors run out, a new client is accepted and closed at once.',
  ];
}

const nextOne = ({ queuesAccepted }: Claims): string =>
  queuesAccepted
    ? "The next one is accepted and waits in the server's own queue; when that is full, in the kernel's."
    : "The next one waits in the kernel's queue, accepted by nobody.";

function perClient({ claims: { processesPerConnection, threadsPerConnection } }: Pick<Model, 'claims'>): string {
  if (processesPerConnection === 0 && threadsPerConnection === 0) return 'A client adds no process and no thread.';
  const units = [
    ...(processesPerConnection > 0 ? [amount(processesPerConnection, 'process', 'processes')] : []),
    ...(threadsPerConnection > 0 ? [amount(threadsPerConnection, 'thread')] : []),
  ].join(' and ');
  return `Each client adds ${units}, gone when the client is.`;
}
