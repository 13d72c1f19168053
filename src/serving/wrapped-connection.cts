// A connection seen through a wrapper: what is read and what is written can be recorded, or made to wait.
import { Duplex } from 'node:stream';
import type { Connection } from '../services/service.cjs';

/** Passes bytes on in both directions with the inner stream's back-pressure; subclasses say what happens on the way. */
export abstract class WrappedConnection extends Duplex implements Connection {
  constructor(protected readonly inner: Connection) {
    super({ allowHalfOpen: true });
    inner.on('data', (bytes: Buffer) => this.received(bytes));
    inner.on('end', () => this.ended());
    inner.on('error', (error) => this.destroy(error));
    inner.on('close', () => this.destroy());
    inner.on('timeout', () => this.emit('timeout'));
  }

  /** What came from the peer; calls `deliver` with it, now or later. */
  protected abstract received(bytes: Buffer): void;
  /** What is about to be sent to the peer. */
  protected sending(_bytes: Buffer): void {}

  /** The peer has sent its last byte; a subclass that still holds some passes this on after them. */
  protected ended(): void {
    this.push(null);
  }

  protected deliver(bytes: Buffer): void {
    if (!this.push(bytes)) this.inner.pause();
  }

  setTimeout(ms: number): this {
    this.inner.setTimeout(ms);
    return this;
  }

  destroySoon(): void {
    this.end(() => this.inner.destroySoon());
  }

  override _read(): void {
    this.inner.resume();
  }

  override _write(bytes: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.sending(bytes);
    this.inner.write(bytes, done);
  }

  override _final(done: () => void): void {
    this.inner.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.inner.destroy();
    done(error);
  }
}
