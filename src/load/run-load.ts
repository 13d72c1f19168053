// A load run: the engine started with every option filled in, and its counts made into the document.
import { lookup } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { addon } from '../addon/addon.cjs';
import type { EngineOptions, LoadCounts, LoadMode } from '../addon/load.cjs';
import type { LoadDocument } from './document.js';
import { whyFailed } from './failure.js';

export const defaults = {
  connections: 16,
  size: 64,
  durationMs: 5000,
  warmUpMs: 500,
  timeoutMs: 10_000,
  threads: 1,
} as const;

export interface LoadOptions {
  host: string;
  port: number;
  connections?: number;
  /** Bytes per message. */
  size?: number;
  durationMs?: number;
  warmUpMs?: number;
  /** Messages per second; makes it an open loop. */
  rate?: number | undefined;
  churn?: boolean;
  threads?: number;
  /** For the first reply of all, and for each later one of a connection. */
  timeoutMs?: number;
  /** A descriptor that gets {"event":"window-start"} and {"event":"window-end"}, a line each, as they happen. */
  eventsFd?: number | undefined;
}

export interface LoadRun {
  mode: LoadMode;
  durationMs: number;
  progress(): LoadCounts;
  stop(): void;
  done: Promise<LoadDocument>;
}

/** Rejects for a host that is not found. A server that is not there makes a failed document, no rejection. */
export async function startLoad(given: LoadOptions): Promise<LoadRun> {
  const { rate, eventsFd, churn, ...rest } = given;
  const mode: LoadMode = churn ? 'churn' : rate === undefined ? 'closed-loop' : 'open-loop';
  const options: EngineOptions = { ...defaults, ...rest, mode, rate: rate ?? 0, eventsFd: eventsFd ?? -1 };
  options.host = isIP(given.host) ? given.host : (await lookup(given.host)).address;
  options.threads = Math.min(options.threads, options.connections);
  const engine = addon.load.start(options);
  return {
    mode,
    durationMs: options.durationMs,
    progress: engine.progress,
    stop: engine.stop,
    done: engine.done.then((counts) => toDocument(counts, options)),
  };
}

function toDocument(counts: LoadCounts, options: EngineOptions): LoadDocument {
  const { messages, windowNs, cpuNs, established, served, errors, allMessages, bytesSent, bytesReceived } = counts;
  const target = options.host.includes(':') ? `[${options.host}]:${options.port}` : `${options.host}:${options.port}`;
  const failed = whyFailed(counts, target, options.timeoutMs);
  const isOpen = options.mode === 'open-loop';
  const { p50, p99, max } = counts.sendLagUs;
  return {
    version: 1,
    target,
    mode: options.mode,
    connections: { asked: options.connections, established, served },
    size: options.size,
    offeredPerSecond: isOpen ? options.rate : null,
    seconds: windowNs / 1e9,
    messages,
    messagesPerSecond: failed === null ? (messages * 1e9) / windowNs : null,
    latencyUs: counts.latencyUs,
    sendLagUs: isOpen ? { p50, p99, max } : null,
    unanswered: isOpen ? counts.unanswered : null,
    errors,
    totals: { messages: allMessages, bytesSent, bytesReceived },
    timeWait: options.mode === 'churn' ? timeWaitSockets() : null,
    clientCpuUsPerMessage: messages > 0 ? cpuNs / 1000 / messages : null,
    label: null,
    failed,
  };
}

/** The client closes first in churn, so that it is its ports that wait. */
function timeWaitSockets(): number {
  return Number(/^TCP:.* tw (\d+)/m.exec(readFileSync('/proc/net/sockstat', 'utf8'))?.[1] ?? 0);
}
