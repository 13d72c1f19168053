// The server of one process: what a model is given to serve with, and how the whole is stopped.
import { setMaxListeners } from 'node:events';
import type { Socket } from 'node:net';
import { addon } from '../addon/addon.cjs';
import type { Counters } from '../addon/counters.cjs';
import { acceptEach } from './listener.js';
import { type ConnectionOptions, serveConnection } from './serve-connection.cjs';
import type { Settings } from './settings.js';
import { totalsOf } from './totals.js';

export interface ServerOptions extends ConnectionOptions {
  workers: number;
  threads: number;
  loops: number;
  /** The model's own. */
  settings: Settings;
}

/** Whose the listener is: this server's alone, or shared with other workers of a server, which go on when one ends. */
export type Ownership = 'own' | 'shared';

/** What a model runs: accepts and serves until `server.stopping`; settles when nothing of it is left. */
export type RunModel = (server: Server) => Promise<void>;

const keepAliveMs = 60_000; // native threads alone do not keep Node's loop, and so the process, alive

/** Something that serves: a connection, a child, a worker, native threads. */
export interface Unit {
  ended: Promise<void>;
  /** Ends it at once; `ended` then settles. */
  cut(): void;
}

export class Server {
  /** Connections, taken from the kernel one at a time, as they are asked for. */
  readonly listener: AsyncIterable<Socket>;
  private readonly stopController = new AbortController();
  private readonly live = new Set<Unit>();
  private isCut = false;
  private drainMs = 0;

  /**
   * @param listenFd a blocking listener, made by the addon, which processes inherit by number
   * @param regionFd the packet log's shared region
   */
  constructor(
    readonly listenFd: number,
    readonly regionFd: number,
    readonly options: ServerOptions,
    readonly ownership: Ownership = 'own',
  ) {
    setMaxListeners(0, this.stopping); // each worker waits for it, however many there are
    this.listener = acceptEach(listenFd, this.stopping);
  }

  /** Aborts when no more connections are to be accepted. */
  get stopping(): AbortSignal {
    return this.stopController.signal;
  }

  /** Serves one connection in this process, to its end. */
  async serve(connection: Socket): Promise<void> {
    const id = this.admit(connection);
    await this.track({
      ended: serveConnection(connection, id, this.options),
      cut: () => connection.destroy(),
    });
    addon.counters.closed();
  }

  /** Counts and logs an accepted connection; returns its number. Whoever admits also counts its end. */
  admit(connection: Socket): number {
    const id = addon.counters.nextConnection();
    addon.counters.accepted();
    const { remoteAddress, remotePort } = connection; // undefined when the client has reset it by now
    addon.packetLog.say(
      'info',
      id,
      `New connection from ${remoteAddress ? `${remoteAddress}:${remotePort}` : 'a client that has gone'}`,
    );
    return id;
  }

  /** The sums over all of the server's processes. */
  totals(): Counters {
    return totalsOf(Math.max(this.options.workers, this.options.loops));
  }

  /** Resolves when the unit has ended; until then the drain waits for it, and its end may be forced. */
  async track(unit: Unit): Promise<void> {
    this.live.add(unit);
    if (this.isCut) unit.cut();
    await unit.ended;
    this.live.delete(unit);
  }

  /** Runs the model until it has been stopped and has drained. */
  async run(model: RunModel): Promise<void> {
    const keepAlive = setInterval(() => {}, keepAliveMs);
    try {
      await model(this);
      await Promise.all([...this.live].map((unit) => unit.ended));
    } finally {
      clearInterval(keepAlive);
    }
  }

  /** How long native threads and worker processes may drain, once `stopping`. */
  get drainTimeMs(): number {
    return this.drainMs;
  }

  /** Stops accepting, and where the listener is its own, everyone who shares it; cuts what is left after `drainMs`. */
  stop(drainMs: number): void {
    if (this.stopping.aborted) {
      this.cut();
      return;
    }
    this.drainMs = drainMs;
    this.stopController.abort();
    if (this.ownership === 'own') addon.sockets.shutDown(this.listenFd);
    setTimeout(() => this.cut(), drainMs).unref();
  }

  /** Ends everything that is left. */
  cut(): void {
    this.isCut = true;
    for (const unit of this.live) unit.cut();
  }
}
