// The client of a trial: `forkroad load` in a process of its own, which tells when it passes the edges of its windows.
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { LoadDocument } from '../load/document.js';
import { startOwned } from './owned-process.js';
import type { Placement } from './placement.js';

/** A run that gives no figures; what the client knows all the same is in its document. */
export class LoadFailed extends Error {
  constructor(readonly document: LoadDocument) {
    super(`the client failed: ${document.failed}`);
  }
}

/**
 * A line of --events-fd: the client has come to an edge, by its own clock (CLOCK_MONOTONIC). The warm-up has windows of its
 * own, each with its messages; the last of them ends where the first window starts.
 */
export type LoadEvent =
  | { event: 'warm-up-start' | 'window-start' | 'window-edge' | 'window-end'; atNs: number }
  | { event: 'warm-up-edge'; atNs: number; messages: number };

/** What the parent of a client does at an edge. A promise that it returns is waited for before the load ends. */
export type OnEdge = (event: LoadEvent, clientPid: number) => Promise<void> | void;

/** Descriptors of the client's: it writes its events to one, and keeps its load up until the other is closed. */
const eventsFd = 3;
const holdFd = 4;

/**
 * `onEdge` hears of each edge: of the warm-up, the first window's start, and each window's end. The load stays up until it is done with
 * the last. Rejects with the reason when the load failed, as LoadFailed where the client gives it.
 */
export async function runLoad(
  command: readonly string[],
  onEdge: OnEdge,
  signal: AbortSignal,
  cpus: Placement['client'] = null,
): Promise<LoadDocument> {
  const options = ['--json', '--events-fd', String(eventsFd), '--hold-fd', String(holdFd)];
  const owned = startOwned([...command, ...options], ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'], signal, { cpus });
  const { stdout, stdio } = owned.child;
  const output: string[] = [];
  stdout?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const readings: Promise<void>[] = [];
  const release = () => stdio[holdFd]?.destroy();
  const events = stdio[eventsFd];
  if (events) {
    createInterface({ input: events as Readable }).on('line', (line) => {
      const event: LoadEvent = JSON.parse(line);
      const reading = (async () => onEdge(event, owned.pid))();
      reading.catch(() => {}); // what the client says of a failed load comes first
      readings.push(reading);
      if (event.event === 'window-end') Promise.allSettled(readings).then(release);
    });
  }
  const ended = await owned.ended;
  const document = documentOf(output.join(''), ended);
  await Promise.all(readings);
  return document;
}

function documentOf(output: string, ended: string): LoadDocument {
  let document: LoadDocument;
  try {
    document = JSON.parse(output);
  } catch {
    throw new Error(`the client failed: ${ended}`);
  }
  if (document.failed !== null) throw new LoadFailed(document);
  return document;
}
