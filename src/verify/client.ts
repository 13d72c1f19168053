// A client that checks: it compares what comes back, and waits no longer than its patience without a single byte.
import { connect, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { hostPort } from '../text/host-port.js';
import type { Address } from '../trials/server-process.js';
import { Failed } from './check.js';
import { whatDiffers } from './differences.js';
import { shown, size, time } from './quantities.js';

export class Client {
  private readonly chunks: Buffer[] = [];
  private readonly waiters = new Set<() => void>();
  receivedBytes = 0;
  /** The server has ended its side. */
  hasEnded = false;
  /** Nothing more comes or goes. */
  isClosed = false;
  /** What broke the connection: ECONNRESET, EPIPE. */
  broken: string | undefined;

  private constructor(
    private readonly socket: Socket,
    readonly patienceMs: number,
  ) {
    socket.on('data', (bytes) => {
      this.chunks.push(bytes);
      this.receivedBytes += bytes.length;
      this.wake();
    });
    socket.on('drain', () => this.wake());
    socket.on('connect', () => this.wake());
    socket.on('end', () => this.note({ hasEnded: true }));
    socket.on('close', () => this.note({ isClosed: true }));
    socket.on('error', (error: NodeJS.ErrnoException) => this.note({ broken: error.code ?? error.message }));
  }

  static async open(address: Address, patienceMs: number): Promise<Client> {
    const client = new Client(connect({ ...address, allowHalfOpen: true, noDelay: true }), patienceMs);
    if (await client.until(() => !client.socket.connecting && !client.isClosed)) return client;
    client.leave();
    throw new Failed(`no connection to ${hostPort(address)}: ${client.broken ?? `none within ${time(patienceMs)}`}`);
  }

  get localPort(): number {
    return this.socket.localPort ?? 0;
  }

  /** Bytes that the kernel has not taken yet. */
  get unsentBytes(): number {
    return this.socket.writableLength;
  }

  get received(): Buffer {
    return Buffer.concat(this.chunks);
  }

  send(bytes: Buffer): void {
    if (!this.socket.destroyed) this.socket.write(bytes);
  }

  /** True once the kernel has taken all that was sent; false when none of it for the patience, or the connection is over. */
  async drained(patienceMs = this.patienceMs): Promise<boolean> {
    return this.until(() => this.socket.writableLength === 0, patienceMs);
  }

  /** In fragments of random length, each when the one before has been taken, while what comes is read. */
  async sendInFragments(bytes: Buffer, largest: number): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const end = at + 1 + Math.floor(Math.random() ** 4 * largest);
      this.send(bytes.subarray(at, end));
      if (!(await this.drained())) return;
      at = end;
    }
  }

  /** Sends, and compares what comes. Throws a Failed. */
  async echo(bytes: Buffer, what = shown(bytes)): Promise<void> {
    this.forget();
    this.send(bytes);
    await this.expect(bytes, what);
  }

  /** Waits until as many bytes have come as were sent, and compares them. Throws a Failed. */
  async expect(sent: Buffer, what = shown(sent)): Promise<void> {
    const isWhole = await this.until(() => this.receivedBytes >= sent.length);
    const wrong = whatDiffers(sent, this.received);
    if (wrong) throw new Failed(`${what}: ${wrong}`);
    if (!isWhole) throw new Failed(`${what}: ${this.shortfall(sent.length)}`);
  }

  /** True once `isEnough`; false when no byte has come or gone for the patience, or the connection is over. */
  async until(isEnough: () => boolean, patienceMs = this.patienceMs): Promise<boolean> {
    while (!isEnough()) {
      if (this.isClosed || this.hasEnded) return false;
      if (!(await this.changed(patienceMs)) && !isEnough()) return false;
    }
    return true;
  }

  /** Half-close: our FIN goes when all that was sent has gone. */
  end(): void {
    this.socket.end();
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  leave(): void {
    this.socket.destroy();
  }

  /** With a reset instead of a FIN. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  forget(): void {
    this.chunks.length = 0;
    this.receivedBytes = 0;
  }

  private shortfall(wanted: number): string {
    const came = this.receivedBytes === 0 ? 'nothing' : `${size(this.receivedBytes)} of ${size(wanted)}`;
    if (this.broken) return `${came} came back, then the connection broke (${this.broken})`;
    if (this.hasEnded) return `${came} came back, then the server closed the connection`;
    const since = this.receivedBytes === 0 ? 'no answer within' : `${came} came back, then nothing more for`;
    return `${since} ${time(this.patienceMs)}`;
  }

  private note(news: Partial<Pick<Client, 'hasEnded' | 'isClosed' | 'broken'>>): void {
    Object.assign(this, news);
    this.wake();
  }

  private wake(): void {
    for (const waiter of this.waiters) waiter();
  }

  /** False when the patience is over. This process may have been held up itself: what has arrived is looked at first. */
  private async changed(patienceMs: number): Promise<boolean> {
    let hasChanged = false;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => wake(false), patienceMs);
      const wake = (isNews = true) => {
        hasChanged = isNews;
        clearTimeout(timer);
        this.waiters.delete(wake);
        resolve();
      };
      this.waiters.add(wake);
    });
    if (!hasChanged) await nextTurn();
    return hasChanged;
  }
}
