// Child processes of a server: started even when the system is short of something, reaped, and ended with it.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { addon } from '../addon/addon.cjs';
import { backOff } from './listener.js';
import type { Server } from './server.js';

/** What `fork` needs for a child's standard streams: no input, our output, and the channel that tells it we are gone. */
export const childStreams = ['ignore', 'inherit', 'inherit', 'ipc'] as const;

/** Forks, trying again while processes or descriptors have run out; undefined once the server stops. */
export async function startChild(server: Server, fork: () => ChildProcess): Promise<ChildProcess | undefined> {
  while (!server.stopping.aborted) {
    try {
      const child = fork();
      if (child.pid !== undefined) return child;
      throw (await once(child, 'error'))[0];
    } catch (error) {
      await backOff(error as NodeJS.ErrnoException, server.stopping);
    }
  }
  return undefined;
}

/** Resolves when the child has been reaped; its rings in the packet log are then drained and free. */
export function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('error', () => {}); // of the channel, when it dies while we write: the exit tells
    child.once('exit', (code, signal) => {
      const pid = child.pid ?? 0;
      addon.packetLog.reclaim(pid);
      addon.packetLog.say('debug', 0, `child ${pid} reaped: ${signal ?? `exit code ${code}`}`);
      resolve();
    });
  });
}
