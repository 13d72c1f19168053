// The client of a trial: `forkroad load` in a process of its own, which tells when it passes the edges of its windows.
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { LoadDocument } from '../load/document.js';
import { startOwned } from './owned-process.js';

/** A run that gives no figures; what the client knows all the same is in its document. */
export class LoadFailed extends Error {
  constructor(readonly document: LoadDocument) {
    super(`the client failed: ${document.failed}`);
  }
}

/**
 * `onEdge` hears of each edge, with the client's pid: the first window's start, and each window's end.
 * Rejects with the reason when the load failed, as LoadFailed where the client gives it.
 */
export async function runLoad(
  command: readonly string[],
  onEdge: (pid: number) => void,
  signal: AbortSignal,
): Promise<LoadDocument> {
  const owned = startOwned([...command, '--json', '--events-fd', '3'], ['ignore', 'pipe', 'pipe', 'pipe'], signal);
  const { stdout, stdio } = owned.child;
  const output: string[] = [];
  stdout?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const events = stdio[3];
  if (events) {
    const isOfWindow = (line: string) => line.startsWith('{"event":"window-');
    createInterface({ input: events as Readable }).on('line', (line) => isOfWindow(line) && onEdge(owned.pid));
  }
  const ended = await owned.ended;
  return documentOf(output.join(''), ended);
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
