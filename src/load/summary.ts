// A load run for people: the live line while it runs, the calm summary at its end.
import type { LoadCounts, LoadMode, Percentiles } from '../addon/load.cjs';
import type { LoadDocument } from './document.js';
import { describeErrors } from './failure.js';

const modeNames: Record<LoadMode, string> = {
  'closed-loop': 'closed loop: the next message after the reply',
  'open-loop': 'open loop: sends due on a schedule, latency from when they were due',
  churn: 'churn: a connection per message',
};

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

/** The line of this second. `secondsLeft` counts to the end of the measured window. */
export function liveLine(counts: LoadCounts, perSecond: number, elapsed: number, secondsLeft: number): string {
  const { latencyUs, established, served, errors, phase } = counts;
  const state = phase === 'measuring' ? `${formatCount(perSecond)} msg/s` : phase;
  const latency = phase === 'measuring' ? `p50 ${formatUs(latencyUs.p50)}  p99 ${formatUs(latencyUs.p99)}` : '';
  const troubles = describeErrors(errors);
  return [
    `${elapsed.toFixed(0).padStart(3)} s`,
    state,
    latency,
    `${established} established, ${served} served`,
    troubles === '' ? 'no errors' : troubles,
    phase === 'measuring' ? `${Math.max(0, secondsLeft).toFixed(0)} s left` : '',
  ]
    .filter((part) => part !== '')
    .join('  ');
}

export function summary(document: LoadDocument): string {
  const { failed, connections, errors, size, mode, target } = document;
  const { asked, established, served } = connections;
  const troubles = describeErrors(errors);
  return [
    `${target}  ${formatCount(size)} B  ${modeNames[mode]}`,
    ...(failed === null ? figures(document) : [`  failed       ${failed}`]),
    `  connections  ${asked} asked, ${established} established, ${served} served`,
    `  errors       ${troubles === '' ? 'none' : troubles}`,
    '',
  ].join('\n');
}

function figures(document: LoadDocument): string[] {
  const { messages, messagesPerSecond, seconds, offeredPerSecond, unanswered, sendLagUs } = document;
  const rate = `${formatCount(messagesPerSecond ?? 0)} messages/s (${formatCount(messages)} in ${seconds.toFixed(2)} s)`;
  const lines = [`  rate         ${rate}`];
  if (offeredPerSecond !== null) {
    lines.push(
      `  offered      ${formatCount(offeredPerSecond)} messages/s, ${formatCount(unanswered ?? 0)} unanswered`,
    );
  }
  lines.push(`  latency      ${percentiles(document.latencyUs)}`);
  if (sendLagUs !== null) {
    const { p50, p99, max } = sendLagUs;
    lines.push(`  send lag     p50 ${formatUs(p50)}  p99 ${formatUs(p99)}  max ${formatUs(max)}`);
  }
  lines.push(`  client CPU   ${formatUs(document.clientCpuUsPerMessage)} per message`);
  return lines;
}

function percentiles({ p50, p90, p99, p999, max }: Percentiles): string {
  const named = { p50, p90, p99, 'p99.9': p999, max };
  return Object.entries(named)
    .map(([name, value]) => `${name} ${formatUs(value)}`)
    .join('  ');
}
