// Course: when an autocannon run starts, passes the edges of its windows, and why it ends; as a native run does.
import type { EngineOptions, LoadCounts } from '../../addon/load.cjs';
import { nowNs, tellEvent } from './events.js';
import { type OwnClocks, readOwnClocks } from './own-clocks.js';
import type { Tally } from './tally.js';
import { UnderWay } from './under-way.js';
import { WarmUpWindows } from './warm-up-windows.js';

/** A whole second without a further connection served means that there is none (native/load/run.cpp). */
const quietMs = 1000;

/** Between two looks whether the load may end. */
const lookMs = 5;

/** What is read at the first edge takes its time; the replies that came meanwhile are taken before the window opens. */
const settleMs = 1;

export interface Told {
  onEdge(edge: number): void;
  onWarmUpWindow(messages: number, ns: number): void;
  /** Once, whatever the reason. */
  onEnd(): void;
}

type Timing = ConstructorParameters<typeof WarmUpWindows>[0] &
  Pick<EngineOptions, 'connections' | 'durationMs' | 'windows' | 'timeoutMs' | 'holdMs'>;

export class Course {
  private phase: LoadCounts['phase'] = 'opening';
  private ending: LoadCounts['ending'] = 'running';
  private readonly deadline: NodeJS.Timeout;
  private next: NodeJS.Timeout | undefined;
  private served = 0;
  private lostInARow = 0;
  private isReleased = false;
  private closedNs = 0;
  private why: 'finished' | 'stopped' = 'finished';
  readonly underWay: UnderWay;
  private readonly warmUp: WarmUpWindows;

  constructor(
    private readonly timing: Timing,
    private readonly tally: Tally,
    private readonly told: Told,
  ) {
    this.underWay = new UnderWay(tally);
    this.warmUp = new WarmUpWindows(timing, () => tally.messages, told.onWarmUpWindow);
    this.deadline = setTimeout(() => (this.served > 0 ? this.start() : this.end('unanswered')), timing.timeoutMs);
  }

  get state(): Pick<LoadCounts, 'phase' | 'ending' | 'warmUp'> {
    return { phase: this.phase, ending: this.ending, warmUp: this.warmUp.counts };
  }

  get isOver(): boolean {
    return this.ending !== 'running';
  }

  /** A connection got its first reply. The run starts when all have, or no further one does. */
  servedFirst(): void {
    this.served = this.tally.servedFirst();
    if (this.phase !== 'opening') return;
    clearTimeout(this.next);
    if (this.served >= this.timing.connections) this.start();
    else this.next = setTimeout(() => this.start(), quietMs);
  }

  answered(): void {
    this.lostInARow = 0;
  }

  /** autocannon connects again for ever; as many losses in a row as there are connections are the end of it. */
  lostOne(): void {
    if (this.phase === 'holding' && !this.isHeld) return; // it is over
    if (++this.lostInARow >= this.timing.connections) this.end('lost');
  }

  /** The server is warm: the measured time begins. */
  endWarmUp(): void {
    if (this.phase !== 'warm-up') return;
    clearTimeout(this.next);
    this.open();
  }

  /** Ends the hold; called before, there is none. */
  release(): void {
    this.isReleased = true;
  }

  /** What was measured counts. */
  stop(): void {
    this.why = 'stopped';
    clearTimeout(this.next);
    if (this.tally.isInWindow) this.hold();
    else if (this.phase === 'holding') this.endWhenJudged();
    else this.end('stopped');
  }

  end(why: Exclude<LoadCounts['ending'], 'running'>): void {
    if (this.isOver) return;
    clearTimeout(this.next);
    clearTimeout(this.deadline);
    this.warmUp.stop();
    if (this.tally.isInWindow) this.passLast();
    this.ending = why;
    this.phase = 'draining';
    this.told.onEnd();
  }

  private start(): void {
    if (this.phase !== 'opening') return;
    clearTimeout(this.deadline);
    clearTimeout(this.next);
    this.phase = 'warm-up';
    this.warmUp.start();
    this.next = setTimeout(() => this.open(), this.timing.warmUpMs);
  }

  private open(): void {
    this.phase = 'measuring';
    this.told.onEdge(0);
    this.next = setTimeout(() => this.measure(), settleMs);
  }

  private measure(): void {
    const clocks = readOwnClocks();
    this.warmUp.end(clocks.atNs);
    this.tally.openAt(0, clocks);
    this.announce(0, clocks);
    this.awaitEdge(1, clocks.atNs);
  }

  private awaitEdge(edge: number, openedNs: number): void {
    const { durationMs, windows } = this.timing;
    const dueMs = (durationMs / windows) * edge;
    const pass = () => {
      if (edge === windows) return this.hold();
      const clocks = readOwnClocks();
      this.tally.openAt(edge, clocks);
      this.announce(edge, clocks);
      this.told.onEdge(edge);
      this.awaitEdge(edge + 1, openedNs);
    };
    const sinceMs = (nowNs() - openedNs) / 1e6;
    this.next = setTimeout(pass, Math.max(0, dueMs - sinceMs));
  }

  /** The windows are over; the load goes on until what is under way is judged, and it is released. */
  private hold(): void {
    this.passLast();
    this.phase = 'holding';
    this.endWhenJudged();
  }

  private endWhenJudged(): void {
    const isJudged = this.underWay.isJudged(nowNs(), this.timing.timeoutMs);
    if (isJudged && !this.isHeld) this.end(this.why);
    else this.next = setTimeout(() => this.endWhenJudged(), lookMs);
  }

  private get isHeld(): boolean {
    return this.why === 'finished' && !this.isReleased && nowNs() - this.closedNs < this.timing.holdMs * 1e6;
  }

  private passLast(): void {
    const { windows } = this.timing;
    const clocks = readOwnClocks();
    this.tally.closeAt(clocks);
    this.closedNs = clocks.atNs;
    this.underWay.close(clocks.atNs);
    this.announce(windows, clocks);
    this.told.onEdge(windows);
  }

  private announce(edge: number, { atNs }: OwnClocks): void {
    const { eventsFd, windows } = this.timing;
    tellEvent(eventsFd, { ...eventOf(edge, windows), atNs });
  }
}

function eventOf(edge: number, windows: number): object {
  if (edge === 0) return { event: 'window-start' };
  return edge === windows ? { event: 'window-end' } : { event: 'window-edge', index: edge };
}
