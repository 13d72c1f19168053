// What happens when nobody reads stdout or stderr any more: the rest is dropped, and the command goes on to its own end.
import { isatty } from 'node:tty';
import { exitCodes } from './errors.js';

/** The reader has left (`| head`), or the terminal has been closed. */
function hasNoReader({ code }: NodeJS.ErrnoException, { isTTY }: NodeJS.WriteStream): boolean {
  return code === 'EPIPE' || (code === 'EIO' && isTTY === true);
}

/**
 * A reader that has seen enough is no error, and hides none: the exit code is the one that it would have been. Anything
 * else, such as a full disk, ends the command.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (hasNoReader(error, stream)) return drop(stream);
      process.stderr.write(`forkroad: cannot write: ${error.message}\n`);
      process.exit(exitCodes.failed);
    });
  }
  const terminals = [0, 1, 2].filter(isatty);
  process.once('exit', () => terminals.every(isatty) || dieOfHangUp());
}

/** At its end Node sets the terminal back, and aborts where that cannot be done since the terminal has gone. */
function dieOfHangUp(): void {
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
}

/** Each write is done at once; whoever waits for room goes on. */
function drop(stream: NodeJS.WriteStream): void {
  stream.write = (_: unknown, encoding?: unknown, done?: unknown): boolean => {
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') process.nextTick(callback as () => void);
    return true;
  };
  stream.emit('drain');
}
