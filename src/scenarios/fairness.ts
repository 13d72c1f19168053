// fairness: who accepts: how evenly a server's workers come by the connections.
import type { Counts } from '../models/model.js';
import { sharersOf } from '../models/sharers.js';
import type { Entrant } from '../trials/entrant.js';
import { expectedLoadMs, measureLoad } from '../trials/measure-load.js';
import type { Prediction, Scenario } from '../trials/scenario.js';
import { isJavaScript } from './unit.js';

const sizeBytes = 64;
const load = ['--churn', '--size', String(sizeBytes)];

export const fairness: Scenario = {
  name: 'fairness',
  question: 'Who accepts?',
  does: (connections) => `${connections} at a time connect, send ${sizeBytes} B, take the echo, close`,
  shows: 'how evenly the workers come by the connections: 0 where all have equally many, towards 1 where one has all',
  tablePer: 'connections',
  primary: 'connectionsGini',
  hasVerdicts: false,
  unit: 'connection',
  shownFigures: ['connectionsMaxToMin', 'messagesPerSecond'],
  predict,
  impossible,
  connections: (_, asked) => [Math.max(...asked)],
  expectedMs: expectedLoadMs,
  run: (setting) => measureLoad(setting, load),
};

function impossible(model: Entrant, counts: Counts): string | null {
  const { processesPerConnection, threadsPerConnection } = model.claims;
  if (processesPerConnection + threadsPerConnection > 0) {
    return `each connection has a ${processesPerConnection === 1 ? 'process' : 'thread'} of its own: nothing to share out`;
  }
  return sharersOf(model, counts) < 2 ? 'one process serves them all: nothing to share out' : null;
}

function predict(model: Entrant, counts: Counts): Prediction {
  const because = impossible(model, counts);
  if (because !== null) return { place: null, because };
  const isAcceptedInEach = model.quadrant === 'mpmt'; // and handed over within it
  if (model.claims.handsOver && !isAcceptedInEach)
    return { place: 1, because: 'one accepts for all, and chooses who gets each connection' };
  if (model.sharesPort)
    return { place: 1, because: 'the kernel spreads them over the listeners by a hash of their ports' };
  return isJavaScript(model)
    ? { place: 2, because: 'all are told of a new connection, and it is whose loop asks first' }
    : { place: 1, because: 'of those that block in accept, the kernel wakes the one that has waited longest' };
}
