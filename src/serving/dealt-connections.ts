// Connections that node:cluster has dealt to a worker which goes before it takes them: none of them stays open with nobody at it.
import type { Worker } from 'node:cluster';

/** From a worker to its primary and back. The primary's word comes behind all that it has dealt to the worker by then. */
const words = { leaving: 'leaving', left: 'left' } as const;

/**
 * In the primary. node:cluster deals a worker one connection at a time, and holds it until the worker has answered: one that
 * dies first never does, and the client would wait for ever. Its end closes the connection.
 */
export function keepWhatIsDealtTo(worker: Worker): void {
  const child = worker.process;
  const send = child.send;
  let dealt: { close(): void } | undefined;
  child.send = (...given: unknown[]) => {
    const handle = given[1]; // or a callback, or nothing
    if (typeof handle === 'object' && handle !== null) dealt = handle as typeof dealt;
    return Reflect.apply(send, child, given);
  };
  child.on('internalMessage', ({ ack }: { ack?: number }) => {
    if (ack !== undefined) dealt = undefined;
  });
  child.once('exit', () => dealt?.close());
  worker.on('message', (word) => {
    if (word === words.leaving) worker.send(words.left, () => {});
  });
}

/**
 * In a worker that has closed its listener: until the primary has heard of it. What was dealt to the worker by then has come, and
 * has gone back; a worker that ended sooner would take connections with it that it never saw.
 */
export async function dealtBefore(): Promise<void> {
  if (!process.connected) return;
  await new Promise<void>((resolve) => {
    process.on('message', (word) => word === words.left && resolve()).once('disconnect', resolve);
    process.send?.(words.leaving, (error: Error | null) => error && resolve());
  });
}
