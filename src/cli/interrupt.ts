// How a command is interrupted: the first signal lets it end what it started, the second one ends it at once.
import { exitCodes } from './errors.js';

/** Ctrl-C, an end that is asked for, and a terminal that is closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Aborts at the first of them; any second one ends this process, and the guard ends what it leaves: src/trials/guard.ts. */
export function interruption(): AbortSignal {
  const interrupted = new AbortController();
  const interrupt = () => {
    if (interrupted.signal.aborted) process.exit(exitCodes.interrupted);
    interrupted.abort();
  };
  for (const signal of signals) process.on(signal, interrupt);
  return interrupted.signal;
}
