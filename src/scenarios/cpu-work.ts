// cpu-work: each message costs CPU before it is answered: do the connections have one CPU between them, or all?
import type { Counts } from '../models/model.js';
import type { Entrant } from '../trials/entrant.js';
import { expectedLoadMs, expectedOpeningMs, measureLoad } from '../trials/measure-load.js';
import { withBootTime } from '../trials/node-processes.js';
import type { Prediction, Scenario } from '../trials/scenario.js';
import { isParallel, predictWaiting } from './unit.js';

const work = '200us';
const sizeBytes = 64;

/** It names no `load`: its system calls would be those of the work, which reads its clock. */
export const cpuWork: Scenario = {
  name: 'cpu-work',
  question: 'Who works on several messages at once?',
  does: (connections) =>
    `${connections} connections, each with one message under way that costs ${work.replace('us', ' µs')} of CPU`,
  shows: 'parallelism: one thread has one CPU, however many there are',
  tablePer: 'connections',
  serverOptions: ['--work', `cpu:${work}`],
  primary: 'usPerMessage',
  unit: 'message',
  services: ['echo', 'http-echo'],
  clients: ['native', 'autocannon'],
  shownFigures: ['cpuUsPerMessage', 'contextSwitchesPerMessage', 'messagesPerSecond', 'p50Us', 'p99Us'],
  predict,
  connections: (_, asked) => [...asked],
  expectedMs: (setting) => expectedOpeningMs(setting) + expectedLoadMs(withBootTime(setting)),
  run: (setting) => measureLoad(withBootTime(setting), ['--size', String(sizeBytes)]),
};

function predict(model: Entrant, counts: Counts, connections: number): Prediction {
  const waiting = predictWaiting(model, counts, connections);
  if (waiting) return waiting;
  return isParallel(model, counts)
    ? { place: 1, because: 'all CPUs work' }
    : { place: 2, because: 'one thread works, on one CPU' };
}
