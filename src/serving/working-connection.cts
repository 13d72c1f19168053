// A connection whose messages cost work before the service sees them: `--work cpu:100us`, `--work wait:5ms`; small ones
// can be spared it: `--work-from 1024`.
import { addon } from '../addon/addon.cjs';
import type { Connection } from '../services/service.cjs';
import { WrappedConnection } from './wrapped-connection.cjs';

export interface Work {
  /** CPU burnt per message, in nanoseconds; a message is what one read carried. */
  cpuNs: number;
  /** Waiting per message, in nanoseconds: a timer, so the loop serves others meanwhile. */
  waitNs: number;
  /** A message of fewer costs nothing. */
  fromBytes: number;
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
    const { cpuNs, waitNs, fromBytes } = this.work;
    if (bytes.length < fromBytes) {
      this.deliver(bytes);
      return;
    }
    if (cpuNs > 0) addon.server.burn(cpuNs);
    if (waitNs === 0) this.deliver(bytes);
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
