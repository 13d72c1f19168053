// What a made-up trial has measured: figures, windows and latencies of a made-up model, from random numbers.
import { noFigures } from '../../src/trials/figures.js';
import type { Cell } from '../../src/trials/results.js';
import type { Look, Measured, Quality, RawWindow } from '../../src/trials/trial-result.js';
import { noLoad } from '../../src/trials/trial-result.js';
import type { MadeUpModel } from './made-up-models.js';

export const timing = { warmUpCapMs: 250, windowMs: 1000, windows: 10 };

export function qualityOf({ scenario, model }: Cell, isDisturbed: boolean, random: () => number): Quality {
  const windows = scenario === 'idle' ? 0 : timing.windows;
  const yardstick = () => ({
    before: [1015, 1020].map((us) => us + 20 * random()),
    after: [1018, 1024].map((us) => us + 30 * random()),
  });
  const isClients = model === 'epoll' && scenario === 'ping-pong';
  const label = scenario === 'idle' ? null : isDisturbed ? 'disturbed' : isClients ? 'client-bound' : 'server-bound';
  const labelReason = isClients ? 'the client used 0.97 of a CPU' : 'the server used 0.94 of a CPU';
  const kept = isDisturbed ? Math.round(windows * 0.4) : windows - (random() < 0.1 ? 1 : 0) * Math.min(1, windows);
  return { yardstickUs: yardstick(), windows, kept, isDisturbed, label, labelReason: label && labelReason };
}

export function loaded(
  model: MadeUpModel,
  { scenario, connections }: Cell,
  slow: number,
  random: () => number,
  isDisturbed: boolean,
): Measured {
  const isChurn = scenario === 'churn';
  const served = Math.min(connections, model.servedAtOnce);
  const own = Math.exp(normal(random) * 0.015);
  const cpuUs = (isChurn ? model.cpuUs.connection : model.cpuUs.message) * slow * own;
  const size = connections / 16;
  const p50Us = (isChurn ? model.p50Us.connection : model.p50Us.message) * slow * own * (served === 1 ? 1 : size);
  const perSecond = (served * 0.9e6) / p50Us;
  const p99Us = p50Us * (isChurn ? 2.6 : 2.1) * Math.exp(normal(random) * 0.1);
  const messages = Math.round(perSecond);
  const units = served * (isChurn ? 1.2 : 1);
  const peak = {
    processes: model.atRest.processes + Math.ceil(units * model.perConnection.processes),
    threads: model.atRest.threads + Math.ceil(units * model.perConnection.threads),
  };
  const buckets = latencyBuckets(messages, p50Us, p99Us);
  const at = (share: number) => (messages * (1 - share) < 10 ? null : quantile(p50Us, p99Us, share));
  const switches = model.switches * (isChurn ? 1.9 : 1) * Math.exp(normal(random) * 0.02);
  return {
    connections: { asked: connections, established: connections, served: isChurn ? connections : served },
    figures: {
      ...noFigures,
      messagesPerSecond: perSecond,
      p50Us,
      p90Us: at(0.9),
      p99Us: at(0.99),
      p999Us: at(0.999),
      maxUs: quantile(p50Us, p99Us, 1 - 0.5 / messages),
      cpuUsPerMessage: cpuUs,
      usPerMessage: 1e6 / perSecond,
      grossCpuUsPerMessage: cpuUs + (310 * model.atRest.processes) / perSecond,
      contextSwitchesPerMessage: switches,
      peakProcesses: peak.processes,
      peakThreads: peak.threads,
    },
    latency: buckets,
    looks: looksOf(model, peak, random),
    curve: null,
    ...noLoad,
    raw: { windows: windowsOf(messages, cpuUs, switches, isDisturbed, random), levels: null, errors: {} },
  };
}

function looksOf(
  { atRest, pssKb }: MadeUpModel,
  peak: { processes: number; threads: number },
  random: () => number,
): Look[] {
  return Array.from({ length: 10 }, (_, i) => ({
    atMs: i * 100,
    processes: peak.processes - (i === 0 && peak.processes > 2 ? 1 : 0),
    threads: peak.threads - (i === 0 && peak.threads > 20 ? 2 : 0),
    pssKb: i % 2 === 0 ? Math.round(atRest.pssKb + 16 * pssKb + 600 * (1 - Math.exp(-i / 3)) + 80 * random()) : null,
  }));
}

function windowsOf(
  messages: number,
  cpuUs: number,
  switches: number,
  isDisturbed: boolean,
  random: () => number,
): RawWindow[] {
  const { windows, windowMs } = timing;
  return Array.from({ length: windows }, (_, i) => {
    const isBad = isDisturbed && i >= windows * 0.4;
    const share = Math.round(messages / windows);
    return {
      messages: share,
      durationMs: windowMs / windows,
      cpuUs: Math.round(share * cpuUs),
      clientCpuUs: Math.round(share * 5.8),
      stolenUs: Math.round(300 * random()),
      throttledUs: 0,
      unaccountedUs: 1000,
      foreignUs: Math.round(isBad ? 60_000 : 900 * random()),
      voluntarySwitches: Math.round(share * switches),
      involuntarySwitches: Math.round(3 * random()),
      spansMs: { clocks: windowMs / windows, answer: windowMs / windows },
      disturbedBy: isBad ? ['foreign'] : [],
    };
  });
}

export function held(model: MadeUpModel, most: number, random: () => number): Measured {
  const own = Math.exp(normal(random) * 0.012);
  const levels = [0, most / 4, most / 2, most].map((asked) => {
    const served = Math.min(asked, model.servedAtOnce);
    const pssKb = Math.round(model.atRest.pssKb + served * model.pssKb * own + 12 * random());
    return { asked, established: asked, served, pssKb };
  });
  const served = Math.min(most, model.servedAtOnce);
  return {
    connections: { asked: most, established: most, served },
    figures: {
      ...noFigures,
      pssKbPerConnection: model.servedAtOnce === 1 ? null : model.pssKb * own,
      basePssKb: levels[0]?.pssKb ?? null,
      peakProcesses: model.atRest.processes + served * model.perConnection.processes,
      peakThreads: model.atRest.threads + served * model.perConnection.threads,
    },
    latency: null,
    looks: [],
    curve: null,
    ...noLoad,
    raw: { windows: null, levels, errors: {} },
  };
}

/** Sum of uniform numbers, near enough to normal. */
export const normal = (random: () => number): number =>
  Array.from({ length: 12 }, random).reduce((sum, x) => sum + x, -6);

/** Log-logistic: a long tail from two percentiles. */
const steepness = (p50Us: number, p99Us: number) => Math.log(99) / Math.log(p99Us / p50Us);
const quantile = (p50Us: number, p99Us: number, share: number) =>
  p50Us * (share / (1 - share)) ** (1 / steepness(p50Us, p99Us));

function latencyBuckets(messages: number, p50Us: number, p99Us: number): [number, number][] {
  const below = (us: number) => 1 / (1 + (us / p50Us) ** -steepness(p50Us, p99Us));
  const buckets: [number, number][] = [];
  for (let us = p50Us / 8; below(us) < 1 - 0.5 / messages; us *= 1.06) {
    const count = Math.round(messages * (below(us * 1.06) - below(us)));
    if (count > 0) buckets.push([Math.round(us * 10) / 10, count]);
  }
  return buckets;
}
