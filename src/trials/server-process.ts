// One fresh server process: started, asked for its usage, ended, with all that it started.
import { forget } from '../serving/pid-files.js';
import type { UsageAnswer } from '../serving/usage.js';
import { type OwnedProcess, startOwned } from './owned-process.js';
import { patient } from './patience.js';
import type { Placement } from './placement.js';
import type { RunningServer } from './running-server.js';
import { within } from './within.js';

/** Where a server listens. */
export interface Address {
  host: string;
  port: number;
}

const startDeadlineMs = 10_000;
const usageDeadlineMs = 10_000;
const stopDeadlineMs = 3_000;

export class ServerProcess implements RunningServer {
  /** Answers come in the order of the questions. */
  private readonly askers: ((answer: UsageAnswer) => void)[] = [];
  /** From its start to when it was ready. */
  startUpMs = 0;
  /** From its start to when it listened: one Node process's boot. */
  readonly listeningMs: number;

  private constructor(
    private readonly owned: OwnedProcess,
    readonly address: Address,
    private readonly startedMs: number,
  ) {
    this.listeningMs = performance.now() - startedMs;
    owned.child.on('message', (answer: UsageAnswer) => this.askers.shift()?.(answer));
  }

  /**
   * Resolves once the server has said its port; rejects when it ends instead. A talkative one's output is discarded by the
   * kernel, so that nobody has to read it, and the server is asked for its port.
   */
  static async start(
    command: readonly string[],
    signal: AbortSignal,
    { isTalkative = false, cpus = null }: { isTalkative?: boolean; cpus?: Placement['server'] } = {},
  ): Promise<ServerProcess> {
    const startedMs = performance.now();
    const owned = startOwned(command, ['ignore', isTalkative ? 'ignore' : 'pipe', 'pipe', 'ipc'], signal, { cpus });
    try {
      const asked = isTalkative ? askPort(owned) : portOf(owned);
      const port = await within(patient(startDeadlineMs), 'the server to start', orEnded(owned, asked));
      return new ServerProcess(owned, { host: '127.0.0.1', port }, startedMs);
    } catch (error) {
      owned.kill();
      await owned.ended;
      throw error;
    }
  }

  ready(): void {
    this.startUpMs = performance.now() - this.startedMs;
  }

  get pid(): number {
    return this.owned.pid;
  }

  /** What the server knows of its own cost; rejects when it has ended. */
  async usage(): Promise<UsageAnswer> {
    const answer = new Promise<UsageAnswer>((resolve, reject) => {
      this.askers.push(resolve);
      this.owned.child.send({ type: 'usage' }, (error) => error && reject(error));
    });
    return within(patient(usageDeadlineMs), "the server's usage", orEnded(this.owned, answer));
  }

  /** Rejects when the server ends before `work` has: the reason is the server's, whatever happened to the work. */
  async during<Value>(work: Promise<Value>): Promise<Value> {
    return orEnded(this.owned, work);
  }

  /** Resolves when the server and all that it started are gone. */
  async stop(): Promise<void> {
    this.owned.child.kill('SIGTERM');
    await within(patient(stopDeadlineMs), 'the server to end', this.owned.exited).catch(() => {});
    this.owned.kill();
    await this.owned.ended;
    forget({ pid: this.pid }); // one that was killed could not
  }
}

async function orEnded<Value>({ ended }: OwnedProcess, work: Promise<Value>): Promise<Value> {
  const tooSoon = ended.then((how) => {
    throw new Error(`the server ended: ${how}`);
  });
  return Promise.race([work, tooSoon]);
}

/** Reads on after the first line: a full pipe would stop the server. */
function portOf({ child }: OwnedProcess): Promise<number> {
  let text = '';
  return new Promise((resolve) => {
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      if (text.length < 1000) text += chunk;
      const port = /Server started on port (\d+)\n/.exec(text)?.[1];
      if (port) resolve(Number(port));
    });
  });
}

function askPort({ child }: OwnedProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', ({ port }: UsageAnswer) => resolve(port));
    child.send({ type: 'usage' }, (error) => error && reject(error));
  });
}
