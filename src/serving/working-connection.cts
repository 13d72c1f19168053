// A connection whose every message costs work before the service sees it: `--work cpu:100us`, `--work wait:5ms`.
import { addon } from '../addon/addon.cjs';
import type { Connection } from '../services/service.cjs';
import { WrappedConnection } from './wrapped-connection.cjs';

export interface Work {
  /** CPU burnt per message, in nanoseconds; a message is what one read carried. */
  cpuNs: number;
  /** Waiting per message, in nanoseconds: a timer, so the loop serves others meanwhile. */
  waitNs: number;
}

export class WorkingConnection extends WrappedConnection {
  private isWaiting = false;
  private hasEnded = false;

  constructor(
    inner: Connection,
    private readonly work: Work,
  ) {
    super(inner);
  }

  protected override received(bytes: Buffer): void {
    if (this.work.cpuNs > 0) addon.server.burn(this.work.cpuNs);
    if (this.work.waitNs === 0) this.deliver(bytes);
    else this.deliverLater(bytes);
  }

  /** One message at a time, so that answers stay in order and no more than one read is held. */
  private deliverLater(bytes: Buffer): void {
    this.isWaiting = true;
    this.inner.pause();
    setTimeout(() => {
      if (this.destroyed) return;
      this.isWaiting = false;
      this.inner.resume();
      this.deliver(bytes);
      if (this.hasEnded) super.ended();
    }, this.work.waitNs / 1e6);
  }

  /** A paused stream that has nothing left to read still tells of its end. */
  protected override ended(): void {
    this.hasEnded = true;
    if (!this.isWaiting) super.ended();
  }

  override _read(): void {
    if (!this.isWaiting) super._read();
  }
}
