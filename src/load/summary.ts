// A load run for people: the calm summary at its end.
import type { LoadMode, LoadService } from '../addon/load.cjs';
import { defaultClient } from './clients.js';
import type { CalibrationDocument, LoadDocument } from './document.js';
import { describeErrors } from './failure.js';
import { type Percentiles, percentileNames } from './latency-histogram.js';
import type { Reached } from './warm-up.js';

const modeNames: Record<LoadMode, (noun: string) => string> = {
  'closed-loop': (noun) => `closed loop: the next ${noun} after the reply`,
  'open-loop': () => 'open loop: sends due on a schedule, latency from when they were due',
  churn: (noun) => `churn: a connection per ${noun}`,
  burst: (noun) => `burst: all connect at once, one ${noun} each; then all again`,
};

/** What people call a message of it. */
export const nouns: Record<LoadService, string> = { echo: 'message', 'http-echo': 'request' };

/** 31 µs, 1.25 ms, 2.10 s: three digits. */
export function formatUs(us: number | null): string {
  if (us === null) return 'too few';
  if (us < 1000) return `${us.toPrecision(3).replace(/\.0+$/, '')} µs`;
  if (us < 999_500) return `${(us / 1e3).toPrecision(3)} ms`;
  return `${(us / 1e6).toFixed(2)} s`;
}

export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

const labels: Record<keyof Percentiles, string> = { p50: 'p50', p90: 'p90', p99: 'p99', p999: 'p99.9', max: 'max' };

export function summary(document: LoadDocument): string {
  const { failed, connections, idle, reconnects, service, mode, target } = document;
  const { asked, established, served } = connections;
  const troubles = describeErrors(document);
  const again = reconnects > 0 ? `, ${formatCount(reconnects)} reconnects` : '';
  const by = document.client === defaultClient ? '' : `  by ${document.client}`;
  return [
    `${target}  ${whatIsSent(document)}  ${modeNames[mode](nouns[service])}${by}`,
    ...(failed === null ? figures(document) : [`  failed       ${failed}`]),
    `  connections  ${asked} asked, ${established} established, ${served} served${again}`,
    ...(idle ? [`  idle         ${idle.asked} asked, ${idle.established} established, ${idle.served} served`] : []),
    `  errors       ${troubles === '' ? 'none' : troubles}`,
    '',
  ].join('\n');
}

function whatIsSent({ service, size }: LoadDocument): string {
  if (service === 'echo') return `${formatCount(size)} B`;
  return size === 0 ? 'GET /' : `POST / with ${formatCount(size)} B`;
}

export function calibrationSummary({ service, ceilingPerSecond, cpuUsPerMessage }: CalibrationDocument): string {
  return [
    `this client against the cheapest ${service}, on this machine`,
    `  ceiling      ${formatCount(ceilingPerSecond)} ${nouns[service]}s/s`,
    `  client CPU   ${formatUs(cpuUsPerMessage)} per ${nouns[service]}`,
    '',
  ].join('\n');
}

function figures(document: LoadDocument): string[] {
  const { messages, messagesPerSecond, seconds, offeredPerSecond, sendLagUs } = document;
  const noun = nouns[document.service];
  const isAtLeast = document.label === 'client-bound';
  const rate = `${isAtLeast ? '≥ ' : ''}${formatCount(messagesPerSecond ?? 0)} ${noun}s/s`;
  const counted = `${formatCount(messages)} in ${seconds.toFixed(2)} s`;
  const lines = [`  rate         ${rate} ${isAtLeast ? `(client limit), ${counted}` : `(${counted})`}`];
  const warmUp = describeWarmUp(document);
  if (warmUp !== null) lines.push(`  warm-up      ${warmUp}`);
  if (offeredPerSecond !== null) {
    lines.push(`  offered      ${formatCount(offeredPerSecond)} ${noun}s/s${afterEnd(document)}`);
  }
  if (document.unanswered > 0) {
    lines.push(
      `  unanswered   ${formatCount(document.unanswered)}, in the latencies with the time that they had waited: at least`,
    );
  }
  lines.push(`  latency      ${percentiles(document.latencyUs, document.latencyAtLeast)}`);
  if (sendLagUs !== null) {
    const { p50, p99, max } = sendLagUs;
    lines.push(`  send lag     p50 ${formatUs(p50)}  p99 ${formatUs(p99)}  max ${formatUs(max)}`);
  }
  if (document.timeWait !== null) {
    lines.push(`  TIME_WAIT    ${formatCount(document.timeWait)} sockets of this machine, at the end`);
  }
  lines.push(`  client CPU   ${formatUs(document.clientCpuUsPerMessage)} per ${noun}`);
  if (document.autocannon !== null) lines.push(`  its own      ${ownOfAutocannon(document.autocannon)}`);
  if (document.label !== null) lines.push(`  limit        ${document.label}: ${document.labelReason}`);
  return lines;
}

const reached: Record<Exclude<Reached, 'time'>, string> = {
  stationary: 'its rate was stationary',
  work: 'so much work done is enough',
  cap: 'its cap, by which the server may not be warm',
};

/** Null where it lasted as long as it was asked to. */
function describeWarmUp({ warmUp, service }: LoadDocument): string | null {
  if (warmUp === null || warmUp.reached === 'time') return null;
  const done = `${formatCount(warmUp.messages)} ${nouns[service]}s`;
  return `${warmUp.seconds.toFixed(2)} s, ${done}: ${reached[warmUp.reached]}`;
}

/** Its whole run, so that it stands beside, not in the place of, what was measured in the windows. */
function ownOfAutocannon({ version, requestsPerSecond, latencyMs }: NonNullable<LoadDocument['autocannon']>): string {
  const { p50, p99, max } = latencyMs;
  const rate = `${formatCount(requestsPerSecond)} requests/s`;
  return `autocannon ${version} says ${rate}, p50 ${p50} ms, p99 ${p99} ms, max ${max} ms, warm-up included`;
}

/** Of a healthy run, a few at most; of an overloaded one, what had queued up. */
function afterEnd({ answeredAfterEnd, connections }: LoadDocument): string {
  return answeredAfterEnd > connections.asked
    ? `, ${formatCount(answeredAfterEnd)} of them answered after the end`
    : '';
}

function percentiles(latencyUs: Percentiles, atLeast: LoadDocument['latencyAtLeast']): string {
  return percentileNames
    .map((name) => `${labels[name]} ${atLeast.includes(name) ? '≥ ' : ''}${formatUs(latencyUs[name])}`)
    .join('  ');
}
