// Workers that are kept, processes or threads: each slot has one, a dead one is replaced, all drain on their parent's word.
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { addon } from '../addon/addon.cjs';
import { aborted } from './aborted.js';
import { BackOff } from './back-off.js';
import { endOf, startChild } from './children.js';
import type { Server } from './server.js';
import { endOfThread, startThread } from './threads.js';

/** What a worker is told by its parent. */
export type ToWorker = { type: 'stop'; drainMs: number } | { type: 'cut' };

/** One that runs, of either kind. */
interface Kept {
  /** For the log: "pid 4711". */
  who: string;
  ended: Promise<void>;
  tell(message: ToWorker): void;
  kill(): void;
}

const graceMs = 1000; // between the word to cut and the kill

/** Keeps `server.options.workers` processes, each started by `fork(slot)`, until the server stops. */
export async function keepWorkers(server: Server, fork: (slot: number) => ChildProcess): Promise<void> {
  await keepAll(server, server.options.workers, async (slot) => {
    const child = await startChild(server, () => fork(slot));
    return child && asKeptProcess(child);
  });
}

/** Keeps `server.options.loops` threads, each started by `make(slot, name)`, until the server stops. */
export async function keepThreads(server: Server, make: (slot: number, name: string) => Worker): Promise<void> {
  await keepAll(server, server.options.loops, async (slot) => {
    const name = `loop-${slot}`;
    const thread = await startThread(server, () => make(slot, name));
    return thread && asKeptThread(thread, name);
  });
}

const asKeptProcess = (child: ChildProcess): Kept => ({
  who: `pid ${child.pid}`,
  ended: endOf(child),
  tell: (message) => void (child.connected && child.send(message, () => {})),
  kill: () => void child.kill('SIGKILL'),
});

const asKeptThread = (thread: Worker, name: string): Kept => ({
  who: `thread ${name}`,
  ended: endOfThread(thread, name),
  tell: (message) => thread.postMessage(message),
  kill: () => void thread.terminate(),
});

type Start = (slot: number) => Promise<Kept | undefined>;

async function keepAll(server: Server, count: number, start: Start): Promise<void> {
  const slots = Array.from({ length: count }, (_, index) => index + 1);
  await Promise.all(slots.map((slot) => keep(server, slot, start)));
}

async function keep(server: Server, slot: number, start: Start): Promise<void> {
  const backOff = new BackOff();
  while (!server.stopping.aborted) {
    const worker = await start(slot);
    if (!worker) return;
    await runToItsEnd(server, worker);
    if (server.stopping.aborted) return;
    const lost = addon.counters.workerDied(slot);
    const pauseMs = backOff.afterDeath(Date.now());
    const next = pauseMs === 0 ? 'replacing it' : `a crash loop; replacing it in ${pauseMs / 1000} s`;
    addon.packetLog.say(
      'info',
      0,
      `Worker ${slot} (${worker.who}) died with ${lost} connection${lost === 1 ? '' : 's'}; ${next}`,
    );
    await delay(pauseMs, undefined, { signal: server.stopping }).catch(() => {});
  }
}

async function runToItsEnd(server: Server, { ended, tell, kill }: Kept): Promise<void> {
  const cut = () => {
    tell({ type: 'cut' });
    setTimeout(kill, graceMs).unref();
  };
  void aborted(server.stopping).then(() => tell({ type: 'stop', drainMs: server.drainTimeMs }));
  await server.track({ ended, cut });
}
