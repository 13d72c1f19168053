// The measured time second by second: what was counted in each, while the run goes on.
import type { LoadCounts, LoadErrors } from '../addon/load.cjs';
import { type Buckets, bucketsSince, mergeBuckets, type Percentiles, percentilesOf } from './latency-histogram.js';

export interface Second {
  /** From 1, counted from the start of the measured time. */
  second: number;
  messages: number;
  messagesPerSecond: number;
  latencyUs: Percentiles;
  /** Null unless open loop. */
  sendLagUs: Percentiles | null;
  /** Over the whole run so far, as are the connections. */
  errors: LoadErrors;
  connections: { established: number; served: number };
}

interface Reading {
  atMs: number;
  messages: number;
  latency: Buckets;
  sendLag: Buckets;
}

const secondMs = 1000;

/** The last second is told at the end, with what is left, so that the seconds add up to the run. */
export class SecondsReport {
  private readonly seconds: number;
  private before: Reading = { atMs: 0, messages: 0, latency: [], sendLag: [] };
  private told = 0;
  private endMs: number | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly run: { durationMs: number; isOpenLoop: boolean; progress: () => LoadCounts },
    private readonly tell: (second: Second) => void,
  ) {
    this.seconds = Math.max(1, Math.round(run.durationMs / secondMs));
  }

  /** At the start of the measured time. */
  start(): void {
    this.before.atMs = performance.now();
    this.timer = setInterval(() => {
      if (this.told < this.seconds - 1) this.next(this.run.progress(), performance.now());
    }, secondMs);
  }

  /** At the end of the measured time, after which the load may be held. */
  end(): void {
    this.endMs = performance.now();
    clearInterval(this.timer);
  }

  /** Of a run that is over. */
  finish(counts: LoadCounts): void {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    this.next(counts, this.endMs ?? performance.now());
  }

  private next(counts: LoadCounts, atMs: number): void {
    const { before } = this;
    const now = readingOf(counts, atMs);
    const messages = now.messages - before.messages;
    this.tell({
      second: ++this.told,
      messages,
      messagesPerSecond: (messages * secondMs) / (atMs - before.atMs),
      latencyUs: percentilesOf(bucketsSince(now.latency, before.latency)),
      sendLagUs: this.run.isOpenLoop ? percentilesOf(bucketsSince(now.sendLag, before.sendLag)) : null,
      errors: counts.errors,
      connections: { established: counts.established, served: counts.served },
    });
    this.before = now;
  }
}

function readingOf({ windows }: LoadCounts, atMs: number): Reading {
  return {
    atMs,
    messages: windows.reduce((sum, { messages }) => sum + messages, 0),
    latency: mergeBuckets(windows.map(({ latency }) => latency)),
    sendLag: mergeBuckets(windows.map(({ sendLag }) => sendLag)),
  };
}
