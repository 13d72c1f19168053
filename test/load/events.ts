// What a client tells on descriptor 3 as it goes: the tests wait for its lines.
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { within } from '../harness/deadline.js';

/** Resolves with the line of that name; to be called once per child. */
export function eventOf(child: ChildProcess, name: string): Promise<{ event: string; atNs: number }> {
  const lines = createInterface({ input: child.stdio[3] as Readable });
  const told = new Promise<{ event: string; atNs: number }>((resolve) => {
    lines.on('line', (line) => {
      const event = JSON.parse(line);
      if (event.event === name) resolve(event);
    });
  });
  return within(name, told);
}
