// Worker threads of a server: started when there is room for one, their trouble counted, and seen to their end.
import { readFileSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { addon } from '../addon/addon.cjs';
import type { Room } from '../addon/server.cjs';
import { backOff } from './listener.js';
import type { Server } from './server.js';

/**
 * A Worker's loop takes 4 descriptors and each file that it reads one, its V8 570 MB of addresses to begin with. Where these
 * cannot be had V8 ends the whole process: so they are asked for before, and something over.
 */
const roomOfOne: Room = { descriptors: 8, addressBytes: 2 ** 30 };

/** 45 of an idle one; a process has so many in all, and to have none left ends it, too. */
const mappingsOfOne = 64;

/** All that have not ended, and those among them that have not taken all their room yet. */
const threads = { live: 0, booting: 0 };

/** Starts a thread, trying again while the system is short of what it takes; undefined once the server stops. */
export async function startThread(server: Server, make: () => Worker): Promise<Worker | undefined> {
  while (!server.stopping.aborted) {
    try {
      requireRoom();
      return counted(make());
    } catch (error) {
      await backOff(asSystemError(error as NodeJS.ErrnoException), server.stopping, 'threads');
    }
  }
  return undefined;
}

function requireRoom(): void {
  const booting = threads.booting + 1;
  const { descriptors, addressBytes } = roomOfOne;
  addon.server.requireRoom({ descriptors: booting * descriptors, addressBytes: booting * addressBytes });
  if ((threads.live + 1) * mappingsOfOne > mostMappings()) {
    throw Object.assign(new Error(`${threads.live} threads`), { code: 'EAGAIN', syscall: 'mmap' });
  }
}

let knownMostMappings: number | undefined;

function mostMappings(): number {
  knownMostMappings ??= Number(readFileSync('/proc/sys/vm/max_map_count', 'utf8'));
  return knownMostMappings;
}

function counted(thread: Worker): Worker {
  threads.live++;
  threads.booting++;
  const booted = () => {
    thread.off('online', booted).off('exit', booted);
    threads.booting--;
  };
  thread.once('exit', () => threads.live--);
  return thread.once('online', booted).once('exit', booted);
}

/** Node wraps the errno of a thread that cannot be made in an error of its own. */
function asSystemError(error: NodeJS.ErrnoException): NodeJS.ErrnoException {
  const code = error.code === 'ERR_WORKER_INIT_FAILED' ? /\bE[A-Z]+$/.exec(error.message)?.[0] : undefined;
  return code === undefined ? error : Object.assign(error, { code, syscall: 'pthread_create' });
}

/** Resolves when the thread has ended. What it died of is counted and told, and goes no further. */
export function endOfThread(thread: Worker, name: string): Promise<void> {
  thread.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') addon.counters.failed('memory');
    else addon.counters.failedWith(asSystemError(error).code ?? '');
    addon.packetLog.say('info', 0, `thread ${name}: ${error.message}`);
  });
  return new Promise((resolve) => {
    thread.once('exit', (code) => {
      addon.packetLog.say('debug', 0, `thread ${name} ended: exit code ${code}`);
      resolve();
    });
  });
}
