// The document made from what the engine counted and what went on around it.
import { readFileSync } from 'node:fs';
import { connectsPerMessage, type EngineOptions, type LoadCounts, type WindowCounts } from '../addon/load.cjs';
import type { LoadDocument, LoadWindow } from './document.js';
import { whyFailed } from './failure.js';
import { labelOf, type Signals } from './label.js';
import { lowerBounds, mergeBuckets, percentilesOf } from './latency-histogram.js';
import { type Reached, rateOf } from './warm-up.js';

export type Around = Pick<
  Signals,
  'cpus' | 'stolenShare' | 'throttledShare' | 'foreignCpus' | 'serverBusyCpus' | 'ceilingPerSecond'
>;

/** Who drove, what it says of it by itself, and why the warm-up ended. */
export interface DrivenBy extends Pick<LoadDocument, 'client' | 'autocannon'> {
  reached: Reached;
}

export function toDocument(
  counts: LoadCounts,
  options: EngineOptions,
  around: Around,
  { client, autocannon, reached }: DrivenBy,
): LoadDocument {
  const {
    established,
    served,
    idleEstablished,
    idleServed,
    reconnects,
    errors,
    statuses,
    allMessages,
    bytesSent,
    bytesReceived,
  } = counts;
  const target = options.host.includes(':') ? `[${options.host}]:${options.port}` : `${options.host}:${options.port}`;
  const windows = measuredWindows(counts);
  const failed = whyFailed(counts, windows, { ...options, target });
  const isOpen = options.mode === 'open-loop';
  const messages = sum(windows, ({ messages }) => messages);
  const seconds = sum(windows, ({ windowNs }) => windowNs) / 1e9;
  const sendLag = isOpen ? percentilesOfAll(windows, 'sendLag') : null;
  const document: LoadDocument = {
    version: 1,
    target,
    client,
    service: options.service,
    mode: options.mode,
    connections: { asked: options.connections, established, served },
    reconnects,
    idle: options.idle > 0 ? { asked: options.idle, established: idleEstablished, served: idleServed } : null,
    size: options.size,
    offeredPerSecond: isOpen ? options.rate : null,
    warmUp: warmUpOf(counts, reached),
    seconds,
    messages,
    messagesPerSecond: failed === null ? messages / seconds : null,
    latencyUs: percentilesOfAll(windows, 'latency'),
    sendLagUs: sendLag && { p50: sendLag.p50, p99: sendLag.p99, max: sendLag.max },
    latencyAtLeast: latencyBounds(windows),
    unanswered: counts.unanswered,
    answeredAfterEnd: counts.answeredAfterEnd,
    errors,
    statuses,
    totals: { messages: allMessages, bytesSent, bytesReceived },
    timeWait: connectsPerMessage(options.mode) ? timeWaitSockets() : null,
    clientCpuUsPerMessage: messages > 0 ? sum(windows, ({ cpuNs }) => cpuNs) / 1000 / messages : null,
    ceilingPerSecond: around.ceilingPerSecond,
    label: null,
    labelReason: null,
    autocannon,
    windows: windows.map((window) => toWindow(window, isOpen)),
    failed,
  };
  return failed === null ? { ...document, ...labelled(document, around) } : document;
}

function warmUpOf({ warmUp }: LoadCounts, reached: Reached): LoadDocument['warmUp'] {
  if (warmUp === null) return null;
  const perSecond = warmUp.windows.map((window) => rateOf([window]));
  return { seconds: warmUp.ns / 1e9, messages: warmUp.messages, reached, perSecond };
}

/** A run that ended early has not reached all. */
function measuredWindows({ windows, ending }: LoadCounts): WindowCounts[] {
  return ending === 'finished' ? windows : windows.filter(({ windowNs }) => windowNs > 0);
}

function latencyBounds(windows: readonly WindowCounts[]): LoadDocument['latencyAtLeast'] {
  const merged = (series: 'latency' | 'unanswered') => mergeBuckets(windows.map((window) => window[series]));
  return lowerBounds(merged('latency'), merged('unanswered'));
}

export function percentilesOfAll(windows: readonly WindowCounts[], series: 'latency' | 'sendLag') {
  const maxUs = Math.max(...windows.map((window) => window[`${series}MaxUs`]));
  return percentilesOf(mergeBuckets(windows.map((window) => window[series])), maxUs);
}

function toWindow({ windowNs, messages, ...window }: WindowCounts, isOpen: boolean): LoadWindow {
  return {
    seconds: windowNs / 1e9,
    messages,
    clientCpuUs: window.cpuNs / 1000,
    busiestThreadCpuUs: window.busiestCpuNs / 1000,
    busiestThreadWaitUs: window.busiestWaitNs === null ? null : window.busiestWaitNs / 1000,
    latency: window.latency,
    sendLag: isOpen ? window.sendLag : null,
  };
}

function labelled(document: LoadDocument, around: Around): Pick<LoadDocument, 'label' | 'labelReason'> {
  const { windows, seconds, messagesPerSecond, offeredPerSecond, sendLagUs } = document;
  const { label, reason } = labelOf({
    ...around,
    clientBusyShare: sum(windows, ({ busiestThreadCpuUs }) => busiestThreadCpuUs) / 1e6 / seconds,
    clientWaitShare: sum(windows, ({ busiestThreadWaitUs }) => busiestThreadWaitUs ?? 0) / 1e6 / seconds,
    messagesPerSecond: messagesPerSecond ?? 0,
    sendLagP99Us: sendLagUs?.p99 ?? null,
    offeredPerSecond,
  });
  return { label, labelReason: reason };
}

function sum<Item>(items: readonly Item[], number: (item: Item) => number): number {
  return items.reduce((total, item) => total + number(item), 0);
}

/** The client closes an echo's connection first in churn, so that it is its ports that wait; HTTP's server closes its own. */
/** The client closes first there, so that it is its ports that wait. */
function timeWaitSockets(): number {
  return Number(/^TCP:.* tw (\d+)/m.exec(readFileSync('/proc/net/sockstat', 'utf8'))?.[1] ?? 0);
}
