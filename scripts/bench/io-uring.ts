// What completions spare, against readiness: io-uring / epoll, the same connections and sessions in both.
import { findModel } from '../../src/models/registry.js';
import { bareClient } from './clients.js';
import { twoCpus } from './pins.js';
import { startOurs, withServer } from './programs.js';
import { drive } from './servers.js';
import { NotMeasured, type Pair } from './task.js';

const seconds = 0.8;

/** Where the scheduler puts a client that sleeps beside its server costs more than what is compared: each has its CPU. */
async function measure(model: string, connections: number): Promise<number[]> {
  const { server, client } = twoCpus();
  return withServer(startOurs(model, { cpu: server }), (running) =>
    drive(running, bareClient, { connections, seconds, cpu: client }),
  );
}

function needs(): void {
  const absent = findModel('io-uring')?.whyAbsent?.();
  if (absent !== undefined) throw new NotMeasured(absent);
  twoCpus();
}

/** Of one connection and of many it is shown alone: the first has no batch, with the others the client sets the pace. */
const goals: Record<number, { atMost: number }> = { 64: { atMost: 0.85 } };

export const ioUringTasks: Pair[] = [1, 64, 256].map((connections) => ({
  kind: 'pair',
  name: `io-uring / epoll, ${connections === 1 ? '1 connection' : `${connections} connections`}`,
  figures: [{ name: 'rate, /s' }, { name: 'CPU, µs/message', ...(goals[connections] && { goal: goals[connections] }) }],
  blockSeconds: 2.2,
  needs,
  ours: () => measure('io-uring', connections),
  theirs: () => measure('epoll', connections),
}));
