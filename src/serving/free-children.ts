// Which children of a server are free for a connection: each says so itself, and the first one in their array is taken.
import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';

/** What a child tells: it is free; it is about to end, and is to be passed nothing more. */
export type FromChild = { type: 'free' } | { type: 'leaving' };

/** The answer to `leaving`: all that was passed to the child has been sent before this. */
export type ToChild = { type: 'released' };

export interface FreeChild {
  slot: number;
  child: ChildProcess;
}

export class FreeChildren {
  private readonly bySlot: (ChildProcess | undefined)[] = [];
  private readonly changes = new EventEmitter();

  constructor(private readonly stopping: AbortSignal) {}

  /** From its start on: what the child tells, and its end. Returns it. */
  watch(slot: number, child: ChildProcess): ChildProcess {
    child.on('message', ({ type }: FromChild) => {
      if (type === 'free') this.add(slot, child);
      else if (type === 'leaving') {
        this.take(slot);
        child.send({ type: 'released' } satisfies ToChild, () => {});
      }
    });
    child.once('exit', () => this.take(slot));
    return child;
  }

  add(slot: number, child: ChildProcess): void {
    this.bySlot[slot] = child;
    this.changes.emit('free');
  }

  take(slot: number): void {
    this.bySlot[slot] = undefined;
  }

  /** Waits until there is one; undefined once the server stops. */
  async first(): Promise<FreeChild | undefined> {
    while (!this.stopping.aborted) {
      const slot = this.bySlot.findIndex((child) => child !== undefined);
      const child = this.bySlot[slot];
      if (child) return { slot, child };
      await once(this.changes, 'free', { signal: this.stopping }).catch(() => {});
    }
    return undefined;
  }
}
