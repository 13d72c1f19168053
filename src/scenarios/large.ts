// large: messages of a mebibyte: what copying costs, and writes that the peer takes in parts.
import type { Counts } from '../models/model.js';
import type { Entrant } from '../trials/entrant.js';
import { expectedLoadMs, expectedOpeningMs, measureLoad } from '../trials/measure-load.js';
import { withBootTime } from '../trials/node-processes.js';
import type { Prediction, Scenario } from '../trials/scenario.js';
import { isJavaScript, predictWaiting } from './unit.js';

const connections = 4;
const load = ['--size', '1m'];

export const large: Scenario = {
  name: 'large',
  question: 'What does a large message cost?',
  does: () => `${connections} connections, each with one message of 1 MiB under way`,
  shows: 'what copying costs, and what it takes to wait for a peer that takes a reply in parts',
  tablePer: 'scenario',
  primary: 'cpuUsPerMessage',
  unit: 'message',
  load,
  predict,
  connections: () => [connections],
  expectedMs: (setting) => expectedOpeningMs(setting) + expectedLoadMs(withBootTime(setting)),
  run: (setting) => measureLoad(withBootTime(setting), load),
};

function predict(model: Entrant, counts: Counts, asked: number): Prediction {
  const waiting = predictWaiting(model, counts, asked);
  if (waiting) return waiting;
  return isJavaScript(model)
    ? { place: 2, because: 'each read makes a buffer, and each write an object' }
    : { place: 1, because: 'the copies are the kernel’s, whoever asks for them' };
}
