// overload: messages due on a schedule, up to half more than a model can do: its knee, and what a closed loop hides.
import type { LoadDocument } from '../load/document.js';
import type { Counts } from '../models/model.js';
import { kneeOf } from '../statistics/knee.js';
import type { Entrant } from '../trials/entrant.js';
import { outcomeOf } from '../trials/load-outcome.js';
import { expectedLoadMs, expectedOpeningMs, readLoad } from '../trials/measure-load.js';
import { bootsRuntime } from '../trials/node-processes.js';
import type { ExpectedSetting, Outcome, Prediction, Scenario, Setting } from '../trials/scenario.js';
import type { CurvePoint, Measured } from '../trials/trial-result.js';
import { ownV8, predictWaiting, type Unit, unitOf } from './unit.js';

const connectionsHeld = 16;
/** They boot anew for each of the loads, and two of them fill two CPUs. */
const nodeProcessesHeld = 4;
const sizeBytes = 64;
const cpuUs = 200;
const load = ['--size', String(sizeBytes)];

/** What is offered, as shares of the capacity. */
const shares: readonly number[] = [0.5, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5];

/** Where models are compared: high, but each of them should still keep up. */
const comparedShare = 0.8;

export const overload: Scenario = {
  name: 'overload',
  question: 'What happens near capacity, and beyond it?',
  does: () =>
    `${connectionsHeld} connections (${nodeProcessesHeld} of Node processes), ${cpuUs} µs of CPU per message; ` +
    `${shares[0]} to ${shares.at(-1)} of each model's own capacity is offered`,
  shows:
    `how latency grows with what is offered, and what a closed loop hides: it offers less when it is answered late. ` +
    `Latencies are those at ${comparedShare} of the capacity, from when a message was due`,
  tablePer: 'scenario',
  serverOptions: ['--work', `cpu:${cpuUs}us`],
  primary: 'p99Us',
  unit: 'message',
  shownFigures: ['p50Us', 'capacityPerSecond', 'closedLoopP99Us', 'kneeShare'],
  predict,
  connections: (model) => [bootsRuntime(model) ? nodeProcessesHeld : connectionsHeld],
  expectedMs,
  run,
};

function predict(model: Entrant, counts: Counts, connections: number): Prediction {
  const waiting = predictWaiting(model, counts, connections);
  if (waiting) return waiting;
  if (ownV8(model, counts)) {
    return { place: 3, because: 'they take turns on the CPUs, and their JavaScript is compiled meanwhile' };
  }
  const queue = 'it ends one message before it begins the next: none waits for longer than the queue';
  const predictions: Record<Unit, Prediction> = {
    ...{ single: { place: 1, because: queue }, loop: { place: 1, because: queue } },
    loops: { place: 2, because: 'the loops take turns on the CPUs, the client among them' },
    thread: { place: 2, because: 'threads take turns on the CPUs, the client among them' },
    pool: { place: 2, because: 'who serves takes turns on the CPUs, the client among them' },
    process: { place: 2, because: 'processes take turns on the CPUs, the client among them' },
  };
  return predictions[unitOf(model, counts)];
}

/** Two windows are enough for a point; where models are compared there are all. */
function inTwoWindows<Each extends ExpectedSetting>(setting: Each): Each {
  const { windowMs, windows } = setting.timing;
  return { ...setting, timing: { ...setting.timing, windowMs: (2 * windowMs) / windows, windows: 2 } };
}

/** The closed loop has warmed it up; a rate that is set would tell nothing of that. */
const fixedWarmUpMs = 100;

const inStep = <Each extends ExpectedSetting>(setting: Each): Each => ({
  ...setting,
  timing: { ...setting.timing, fixedWarmUpMs },
});

const settingAt = (share: number, setting: Setting): Setting =>
  inStep(share === comparedShare ? setting : inTwoWindows(setting));

/** Whom a model does not serve is waited for once. */
function expectedMs(setting: ExpectedSetting): number {
  const closed = expectedLoadMs(inTwoWindows(setting));
  const short = expectedLoadMs(inStep(inTwoWindows(setting)));
  const served = Math.min(setting.connections, setting.model.claims.servedAtOnce(setting.counts));
  const laterOpeningsMs = shares.length * expectedOpeningMs({ ...setting, connections: served });
  return (
    expectedOpeningMs(setting) +
    laterOpeningsMs +
    closed +
    (shares.length - 1) * short +
    expectedLoadMs(inStep(setting))
  );
}

/** Each load is a client of its own, whose connections end with it: none finds what the one before has left. */
async function run(setting: Setting): Promise<Outcome> {
  const closed = outcomeOf(setting, await readLoad(inTwoWindows(setting), load));
  const { connections, figures } = closed.measured;
  const capacityPerSecond = figures.messagesPerSecond ?? 0;
  const points: CurvePoint[] = [];
  let compared = closed;
  for (const share of shares) {
    const at = { ...settingAt(share, setting), connections: connections.served };
    const rate = Math.max(1, Math.round(share * capacityPerSecond));
    const readings = await readLoad(at, [...load, '--rate', String(rate)]);
    points.push(pointOf(share, readings.document));
    if (share === comparedShare) compared = outcomeOf(at, readings);
  }
  return { label: compared.label, measured: measuredOf(closed.measured, compared.measured, points) };
}

/** What counts as disturbed is what a verdict rests on: the windows of the closed loop, and those of what is compared. */
function measuredOf(closed: Measured, compared: Measured, points: CurvePoint[]): Measured {
  const windows = [...(closed.raw.windows ?? []), ...(compared.raw.windows ?? [])];
  const figures = {
    ...compared.figures,
    coldCpuUsPerMessage: closed.figures.coldCpuUsPerMessage,
    capacityPerSecond: closed.figures.messagesPerSecond,
    closedLoopP99Us: closed.figures.p99Us,
    kneeShare: kneeOf(points.map(({ at, p50Us }) => ({ x: at, y: p50Us }))),
  };
  const curve = { axis: 'of capacity', points };
  return {
    ...compared,
    connections: closed.connections,
    warmUp: closed.warmUp,
    figures,
    curve,
    raw: { ...compared.raw, windows },
  };
}

function pointOf(at: number, document: LoadDocument): CurvePoint {
  const { offeredPerSecond, messagesPerSecond, latencyUs, unanswered, answeredAfterEnd } = document;
  return {
    at,
    offeredPerSecond,
    messagesPerSecond: messagesPerSecond ?? 0,
    p50Us: latencyUs.p50,
    p99Us: latencyUs.p99,
    unanswered: unanswered + answeredAfterEnd, // by the end
  };
}
