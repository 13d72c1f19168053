// Conversation: one connection to an echo server, that knows what is still to come back and how long it took.
import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';

const silenceMs = 1000;

interface Events {
  /** About to be sent. */
  sent: [bytes: Buffer];
  /** `roundTripMs` where these bytes complete the answer to something that was sent. */
  received: [bytes: Buffer, roundTripMs: number | undefined];
  /** Something was sent and nothing has come back for a second. */
  silence: [];
  /** The server has ended its side. */
  ended: [];
  closed: [error: NodeJS.ErrnoException | undefined];
}

export class Conversation extends EventEmitter<Events> {
  private readonly socket: Socket;
  private readonly unanswered: { end: number; at: number }[] = [];
  private bytesSent = 0;
  private bytesReceived = 0;
  private silence: NodeJS.Timeout | undefined;
  private error: NodeJS.ErrnoException | undefined;

  constructor(address: { host: string; port: number }) {
    super();
    this.socket = connect({ ...address, noDelay: true, allowHalfOpen: true });
    this.socket.on('data', (bytes: Buffer) => this.receive(bytes));
    this.socket.on('end', () => {
      this.emit('ended');
      this.socket.end();
    });
    this.socket.on('error', (error) => {
      this.error = error;
    });
    this.socket.on('close', () => {
      clearTimeout(this.silence);
      this.emit('closed', this.error);
    });
  }

  /** Rejects with the connection's error. */
  async connected(): Promise<void> {
    await once(this.socket, 'connect');
  }

  get isWhole(): boolean {
    return this.bytesReceived === this.bytesSent;
  }

  get isOpen(): boolean {
    return this.socket.writable;
  }

  /** Resolves when the socket takes more. */
  async send(bytes: Buffer): Promise<void> {
    this.emit('sent', bytes); // first, so that showing it is no part of the round trip
    this.bytesSent += bytes.length;
    this.unanswered.push({ end: this.bytesSent, at: performance.now() });
    const hasRoom = this.socket.write(bytes);
    this.listenForSilence();
    if (!hasRoom) await Promise.race([once(this.socket, 'drain'), once(this.socket, 'close')]).catch(() => {});
  }

  /** No more will be sent; what is under way still comes back. */
  end(): void {
    this.socket.end();
  }

  cut(): void {
    this.socket.destroy();
  }

  private receive(bytes: Buffer): void {
    this.bytesReceived += bytes.length;
    const answered = this.unanswered.filter(({ end }) => end <= this.bytesReceived);
    this.unanswered.splice(0, answered.length);
    const first = answered[0];
    this.emit('received', bytes, first && performance.now() - first.at);
    clearTimeout(this.silence);
    this.silence = undefined;
    if (!this.isWhole) this.listenForSilence();
  }

  private listenForSilence(): void {
    this.silence ??= setTimeout(() => this.emit('silence'), silenceMs);
  }
}
