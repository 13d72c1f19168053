// Worker processes that are kept: each slot has one, a dead one is replaced, all drain on their parent's word.
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { addon } from '../addon/addon.cjs';
import { aborted } from './aborted.js';
import { BackOff } from './back-off.js';
import { endOf, startChild } from './children.js';
import type { Server } from './server.js';

/** What a worker is told by its parent. */
export type ToWorker = { type: 'stop'; drainMs: number } | { type: 'cut' };

const graceMs = 1000; // between the word to cut and SIGKILL

/** Keeps `server.options.workers` workers, each started by `fork(slot)`, until the server stops. */
export async function keepWorkers(server: Server, fork: (slot: number) => ChildProcess): Promise<void> {
  const slots = Array.from({ length: server.options.workers }, (_, index) => index + 1);
  await Promise.all(slots.map((slot) => keepWorker(server, slot, () => fork(slot))));
}

async function keepWorker(server: Server, slot: number, fork: () => ChildProcess): Promise<void> {
  const backOff = new BackOff();
  while (!server.stopping.aborted) {
    const worker = await startChild(server, fork);
    if (!worker) return;
    await runWorker(server, worker);
    if (server.stopping.aborted) return;
    const lost = addon.counters.workerDied(slot);
    const pauseMs = backOff.afterDeath(Date.now());
    const next = pauseMs === 0 ? 'replacing it' : `a crash loop; replacing it in ${pauseMs / 1000} s`;
    addon.packetLog.say(
      'info',
      0,
      `Worker ${slot} (pid ${worker.pid}) died with ${lost} connection${lost === 1 ? '' : 's'}; ${next}`,
    );
    await delay(pauseMs, undefined, { signal: server.stopping }).catch(() => {});
  }
}

async function runWorker(server: Server, worker: ChildProcess): Promise<void> {
  const tell = (message: ToWorker) => worker.connected && worker.send(message, () => {});
  const cut = () => {
    tell({ type: 'cut' });
    setTimeout(() => worker.kill('SIGKILL'), graceMs).unref();
  };
  const ended = endOf(worker);
  void aborted(server.stopping).then(() => tell({ type: 'stop', drainMs: server.drainTimeMs }));
  await server.track({ ended, cut });
}
