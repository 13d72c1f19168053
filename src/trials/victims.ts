// The victims: a few messages a second, whose latency tells what somebody else on the same server does to them.
import type { LoadDocument } from '../load/document.js';
import { noFigures } from './figures.js';
import { LoadFailed } from './load-process.js';
import { expectedLoadMs, expectedOpeningMs, measureLoad } from './measure-load.js';
import { bootMs } from './node-processes.js';
import type { ExpectedSetting, Outcome, Setting, Timing } from './scenario.js';
import { noLoad } from './trial-result.js';

/** In all. So few that no server is busy with them, while a p99 has hundreds of them below it. */
const messagesPerSecond = 500;
const sizeBytes = 64;

export const victims = {
  connections: 16,
  does: (connections: number) =>
    `${connections} connections send ${messagesPerSecond} messages/s of ${sizeBytes} B in all`,
};

/** So many have a p99 that is not the largest but one. */
const timesWindow = 2;

/** Who has had no answer by then is not served; where nobody is, the trial ends with that. */
const answerMs = 1000;
/** Boots take their time, and longer while others keep the CPUs busy. */
const timesBoot = 3;

/**
 * Open loop: what waits while the server does something else is late. What messages cost is left out: the server's CPU
 * time is the companion's, too. Where nobody is served, that is the outcome.
 */
export async function measureVictims(setting: Setting, companions?: () => readonly number[]): Promise<Outcome> {
  const timeoutMs = Math.ceil(answerMs + timesBoot * bootMs(setting));
  const options = ['--size', String(sizeBytes), '--rate', String(messagesPerSecond), '--timeout', `${timeoutMs}ms`];
  try {
    const outcome = await measureLoad({ ...setting, timing: longer(setting.timing) }, options, companions);
    Object.assign(outcome.measured.figures, withoutCosts);
    return outcome;
  } catch (error) {
    if (!(error instanceof LoadFailed) || !isNobodyServed(error.document)) throw error;
    return nobodyServed(error.document);
  }
}

/** How long that takes; `isServed`: somebody is. */
export function expectedVictimsMs(setting: ExpectedSetting, isServed: boolean): number {
  const loadMs = expectedLoadMs({ ...setting, timing: longer(setting.timing) });
  return isServed ? expectedOpeningMs(setting) + loadMs : setting.startUp.listeningMs + answerMs;
}

/** The rate is set, and tells nothing of the server. */
const fixedWarmUpMs = 150;

const longer = (timing: Timing): Timing => ({ ...timing, fixedWarmUpMs, windowMs: timesWindow * timing.windowMs });

const withoutCosts = {
  cpuUsPerMessage: null,
  grossCpuUsPerMessage: null,
  coldCpuUsPerMessage: null,
  contextSwitchesPerMessage: null,
};

const isNobodyServed = ({ connections: { established, served } }: LoadDocument) => established > 0 && served === 0;

function nobodyServed({ connections, errors }: LoadDocument): Outcome {
  const raw = { windows: null, levels: null, errors };
  return {
    measured: { connections, figures: { ...noFigures }, latency: null, ...noLoad, looks: [], curve: null, raw },
    label: null,
  };
}
