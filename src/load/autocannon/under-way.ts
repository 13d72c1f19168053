// The requests of an autocannon run that have no answer yet, and what becomes of them when the measured time is over.
//
// As in native/load/worker-unanswered.cpp: what is answered within the grace enters with its latency, the rest with its age.
import type { Tally } from './tally.js';

/** A stall at the end lasts at least so long before it counts as one. */
const leastGraceMs = 1000;

/** One client of autocannon: one connection at a time, one request at a time. */
export interface Asker {
  sentNs: number;
  isWaiting: boolean;
  /** Before that it waits in a backlog, which some models are about. */
  wasServed: boolean;
}

export class UnderWay {
  private readonly askers: Asker[] = [];
  /** When those were sent whose connection was lost in the measured time. */
  private readonly lostNs: number[] = [];
  private closedNs: number | undefined;
  private wasJudged = false;

  constructor(private readonly tally: Tally) {}

  add(): Asker {
    const asker = { sentNs: 0, isWaiting: false, wasServed: false };
    this.askers.push(asker);
    return asker;
  }

  /** autocannon says nothing of a request whose connection it lost: it sends the next. */
  sends(asker: Asker, nowNs: number): void {
    if (asker.isWaiting) this.loses(asker);
    asker.isWaiting = true;
    asker.sentNs = nowNs;
  }

  loses(asker: Asker): void {
    const isOfWindow = this.tally.isInWindow && asker.isWaiting && asker.wasServed;
    if (isOfWindow || this.isAwaited(asker)) this.lostNs.push(asker.sentNs);
    asker.isWaiting = false;
  }

  /** With success or without: then `isRight` is false. */
  isAnswered(asker: Asker, nowNs: number, isRight: boolean): void {
    if (isRight && this.isAwaited(asker)) this.tally.replyAfterEnd(nowNs - asker.sentNs);
    asker.isWaiting = false;
    asker.wasServed = true;
  }

  /** The last window has closed. */
  close(nowNs: number): void {
    this.closedNs = nowNs;
  }

  /** True once nothing is awaited, or the grace is over: as long as the slowest answer took, where that is longer. */
  isJudged(nowNs: number, timeoutMs: number): boolean {
    if (this.closedNs === undefined) return false;
    const graceMs = Math.max(leastGraceMs, Math.min(timeoutMs, this.tally.slowestUs / 1000));
    const isOver = nowNs - this.closedNs >= graceMs * 1e6;
    if (isOver || !this.askers.some((asker) => this.isAwaited(asker))) this.judge(nowNs);
    return this.wasJudged;
  }

  private judge(nowNs: number): void {
    if (this.wasJudged || this.closedNs === undefined) return;
    const awaited = this.askers.filter((asker) => this.isAwaited(asker));
    for (const { sentNs } of awaited) this.tally.neverAnswered(nowNs - sentNs);
    for (const sentNs of this.lostNs) this.tally.neverAnswered(this.closedNs - sentNs);
    this.wasJudged = true;
  }

  private isAwaited({ isWaiting, wasServed, sentNs }: Asker): boolean {
    return !this.wasJudged && isWaiting && wasServed && this.closedNs !== undefined && sentNs < this.closedNs;
  }
}
