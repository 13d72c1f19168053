// A signal to a process that may have gone, or be another user's.

/** To a process, or, with a negative number, to a group; nothing happens where it cannot be had. */
export function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
