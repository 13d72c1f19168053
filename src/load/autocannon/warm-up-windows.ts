// The windows of autocannon's warm-up, closed and told as the native engine does (native/load/warm-up.cpp).
import type { EngineOptions, LoadCounts } from '../../addon/load.cjs';
import { nowNs, tellEvent } from './events.js';

type Asked = Pick<EngineOptions, 'warmUpMs' | 'warmUpWindowMs' | 'warmUpWindowMessages' | 'eventsFd'>;

export class WarmUpWindows {
  private readonly windows: NonNullable<LoadCounts['warmUp']>['windows'] = [];
  private timer: NodeJS.Timeout | undefined;
  private started = { atNs: 0, messages: 0 };
  private opened = { atNs: 0, messages: 0 };
  private report: LoadCounts['warmUp'] = null;

  constructor(
    private readonly asked: Asked,
    /** Whole replies so far. */
    private readonly count: () => number,
    private readonly onWindow: (messages: number, ns: number) => void,
  ) {}

  /** Null until it is over. */
  get counts(): LoadCounts['warmUp'] {
    return this.report;
  }

  start(): void {
    this.opened = this.started = { atNs: nowNs(), messages: this.count() };
    tellEvent(this.asked.eventsFd, { event: 'warm-up-start', atNs: this.started.atNs });
    this.timer = setInterval(() => {
      if (this.count() - this.opened.messages >= this.asked.warmUpWindowMessages) this.close(nowNs());
    }, this.asked.warmUpWindowMs);
  }

  /** The measured time begins, or the run ends before it. Once. */
  end(atNs: number): void {
    clearInterval(this.timer);
    const restNs = atNs - this.opened.atNs;
    const isLong = restNs >= (this.asked.warmUpWindowMs * 1e6) / 2;
    if (isLong || (this.windows.length === 0 && restNs > 0 && this.asked.warmUpMs > 0)) this.close(atNs);
    const { started, windows } = this;
    this.report = { messages: this.count() - started.messages, ns: atNs - started.atNs, windows };
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private close(atNs: number): void {
    const messages = this.count() - this.opened.messages;
    const ns = atNs - this.opened.atNs;
    tellEvent(this.asked.eventsFd, { event: 'warm-up-edge', index: this.windows.length, messages, atNs });
    this.windows.push({ messages, ns });
    this.opened = { atNs, messages: this.opened.messages + messages };
    this.onWindow(messages, ns);
  }
}
