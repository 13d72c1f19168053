// A connection whose every message costs work before the service sees it: `--work cpu:100us`, `--work wait:5ms`.
import type { Duplex } from 'node:stream';
import { addon } from '../addon/addon.cjs';
import { WrappedConnection } from './wrapped-connection.cjs';

export interface Work {
  /** CPU burnt per message, in nanoseconds; a message is what one read carried. */
  cpuNs: number;
  /** Waiting per message, in nanoseconds: a timer, so the loop serves others meanwhile. */
  waitNs: number;
}

export class WorkingConnection extends WrappedConnection {
  private isWaiting = false;

  constructor(
    inner: Duplex,
    private readonly work: Work,
  ) {
    super(inner);
  }

  protected override received(bytes: Buffer): void {
    if (this.work.cpuNs > 0) addon.server.burn(this.work.cpuNs);
    if (this.work.waitNs === 0) this.deliver(bytes);
    else this.deliverLater(bytes);
  }

  private deliverLater(bytes: Buffer): void {
    this.isWaiting = true;
    this.inner.pause();
    setTimeout(() => {
      this.isWaiting = false;
      this.inner.resume();
      if (!this.destroyed) this.deliver(bytes);
    }, this.work.waitNs / 1e6);
  }

  override _read(): void {
    if (!this.isWaiting) super._read();
  }
}
