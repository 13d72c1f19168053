// A tracer: a program that attaches to a server's processes and counts their system calls until it is told to stop.
import { type OwnedProcess, startOwned } from './owned-process.js';
import { patient } from './patience.js';
import { within } from './within.js';

export interface Tracer {
  /** Detaches and resolves with the count. */
  finish(): Promise<number>;
  /** Resolves when the tracer is gone, whatever it was doing; nothing to do after `finish`. */
  end(): Promise<void>;
}

const deadlineMs = 10_000;

/** A tracing program, and what it has said. */
export class TracingProcess implements Pick<Tracer, 'end'> {
  stderr = '';
  private readonly over = new AbortController();
  private readonly owned: OwnedProcess;

  /** Descriptors 3 and 4 of it are pipes. */
  constructor(private readonly command: readonly string[]) {
    this.owned = startOwned(command, ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], this.over.signal);
    this.owned.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
  }

  private get name(): string {
    return this.command[0] ?? '';
  }

  get streams() {
    return this.owned.child.stdio;
  }

  /** Resolves once it has said `what`: `isSo` is asked after each output on stderr or on descriptor 4. */
  async hasSaid(what: string, isSo: () => boolean): Promise<void> {
    const said = new Promise<void>((resolve) => {
      const look = () => void (isSo() && resolve());
      for (const stream of [this.streams[2], this.streams[4]]) stream?.on('data', look);
    });
    const tooSoon = this.owned.ended.then((how) => {
      throw new Error(`${this.name} ended: ${how}`);
    });
    await within(patient(deadlineMs), `${this.name} to say ${what}`, Promise.race([said, tooSoon]));
  }

  /** Interrupts it, as a terminal does, and resolves with all that it has said on stderr. */
  async interrupt(): Promise<string> {
    this.owned.child.kill('SIGINT');
    await within(patient(deadlineMs), `${this.name} to detach`, this.owned.ended);
    return this.stderr;
  }

  /** Also a tracer that is killed lets go of its processes, and they run on. */
  async end(): Promise<void> {
    this.over.abort();
    await this.owned.ended;
  }
}

const mostCharacters = 200;

/** An error that tells, on one line, what a tool said instead of a count. */
export function saidInstead(tool: string, said: string): Error {
  const words = said.trim().replaceAll(/\s+/g, ' ').slice(0, mostCharacters);
  return new Error(`${tool} gave no count: ${words || 'it said nothing'}`);
}
