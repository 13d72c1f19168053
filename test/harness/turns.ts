// How many tests of a file run servers at once. ava starts all of a file together, and with a cell for every model the
// last of a hundred servers that boot on two CPUs would miss the deadline of its start.
import { availableParallelism } from 'node:os';
import type { ExecutionContext } from 'ava';

/** Tests wait for most of their time: enough of them that the CPUs do not. */
const mostAtOnce = 4 * availableParallelism();

const waiting: (() => void)[] = [];
const hasTurn = new WeakSet<ExecutionContext>();
let running = 0;

/** Resolves when this test may start servers, as many as it likes; its teardown lets the next one go on. */
export async function takeTurn(t: ExecutionContext): Promise<void> {
  if (hasTurn.has(t)) return;
  hasTurn.add(t);
  if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  t.teardown(() => {
    const next = waiting.shift();
    if (next) next();
    else running--;
  });
}
