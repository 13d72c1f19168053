// Tally: what came of an autocannon run so far, told in the shape of the native engine's counts.
import { errorKinds, type LoadCounts, type LoadErrors, type WindowCounts } from '../../addon/load.cjs';
import { Histogram } from './histogram.js';
import type { OwnClocks } from './own-clocks.js';

export class Tally {
  readonly errors = Object.fromEntries(errorKinds.map((kind) => [kind, 0])) as LoadErrors;
  private readonly statuses: Record<string, number> = {};
  private readonly windows: WindowTally[];
  private openWindow: WindowTally | undefined;
  private lastWindow: WindowTally | undefined;
  private unanswered = 0;
  private answeredAfterEnd = 0;
  private served = 0;
  private allMessages = 0;

  constructor(windows: number) {
    this.windows = Array.from({ length: windows }, () => new WindowTally());
  }

  /** The window before it closes at the same moment. */
  openAt(index: number, clocks: OwnClocks): void {
    this.closeAt(clocks);
    this.openWindow = this.windows[index];
    this.openWindow?.open(clocks);
  }

  /** Nothing to close: nothing happens. */
  closeAt(clocks: OwnClocks): void {
    this.openWindow?.close(clocks);
    this.lastWindow = this.openWindow ?? this.lastWindow;
    this.openWindow = undefined;
  }

  /** Whole and right replies of the whole run so far. */
  get messages(): number {
    return this.allMessages;
  }

  /** In the last window. */
  get slowestUs(): number {
    return this.lastWindow?.slowestUs ?? 0;
  }

  get isInWindow(): boolean {
    return this.openWindow !== undefined;
  }

  /** A whole reply of success, whose body is taken to be right until `wrongBody` says otherwise. */
  reply(latencyNs: number): void {
    this.allMessages++;
    this.openWindow?.reply(latencyNs);
  }

  /** Of a request of the measured time, besides `reply`. */
  replyAfterEnd(latencyNs: number): void {
    this.answeredAfterEnd++;
    this.lastWindow?.replyAfterEnd(latencyNs);
  }

  /** `ageNs` is a lower bound. */
  neverAnswered(ageNs: number): void {
    this.unanswered++;
    this.lastWindow?.neverAnswered(ageNs);
  }

  /** Of the reply just counted: autocannon compares the body afterwards. Its latency stays; the run has failed anyway. */
  wrongBody(): void {
    this.allMessages--;
    this.openWindow?.takeBack();
    this.errors.wrongByte++;
  }

  badStatus(status: number): void {
    this.errors.status++;
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
  }

  servedFirst(): number {
    return ++this.served;
  }

  counts(
    rest: Pick<LoadCounts, 'ending' | 'phase' | 'warmUp' | 'established' | 'bytesSent' | 'bytesReceived'>,
  ): LoadCounts {
    return {
      ...rest,
      windows: this.windows.map((window) => window.counts()),
      unanswered: this.unanswered,
      answeredAfterEnd: this.answeredAfterEnd,
      served: this.served,
      idleEstablished: 0,
      idleServed: 0,
      allMessages: this.allMessages,
      reconnects: 0, // autocannon heeds no announced end: it sends the next request all the same, and each is an error
      errors: { ...this.errors },
      statuses: { ...this.statuses },
    };
  }
}

class WindowTally {
  private readonly latency = new Histogram();
  private readonly unanswered = new Histogram();
  private messages = 0;
  private opened: OwnClocks | undefined;
  private closed: OwnClocks | undefined;

  open(clocks: OwnClocks): void {
    this.opened = clocks;
  }

  close(clocks: OwnClocks): void {
    this.closed = clocks;
  }

  reply(latencyNs: number): void {
    this.messages++;
    this.latency.record(latencyNs);
  }

  get slowestUs(): number {
    return this.latency.maxUs;
  }

  replyAfterEnd(latencyNs: number): void {
    this.latency.record(latencyNs);
  }

  neverAnswered(ageNs: number): void {
    this.latency.record(ageNs);
    this.unanswered.record(ageNs);
  }

  takeBack(): void {
    this.messages--;
  }

  counts(): WindowCounts {
    return {
      messages: this.messages,
      ...spentBetween(this.opened, this.closed),
      latency: this.latency.buckets(),
      latencyMaxUs: this.latency.maxUs,
      unanswered: this.unanswered.buckets(),
      sendLag: [],
      sendLagMaxUs: 0,
    };
  }
}

/** Zeros until the window has closed. The busiest thread is the main one, which runs all of autocannon. */
function spentBetween(opened: OwnClocks | undefined, closed: OwnClocks | undefined) {
  if (!opened || !closed) return { windowNs: 0, cpuNs: 0, busiestCpuNs: 0, busiestWaitNs: null };
  const cpuUs = closed.processCpuUs - opened.processCpuUs;
  const mainUs = closed.mainThreadCpuUs - opened.mainThreadCpuUs;
  const [waitedUs, waitUs] = [opened.mainThreadWaitUs, closed.mainThreadWaitUs];
  return {
    windowNs: closed.atNs - opened.atNs,
    cpuNs: cpuUs * 1000,
    busiestCpuNs: Math.min(cpuUs, mainUs) * 1000, // the thread's clock lags behind by up to a tick
    busiestWaitNs: waitedUs === null || waitUs === null ? null : (waitUs - waitedUs) * 1000,
  };
}
