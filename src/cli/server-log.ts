// What a server says of itself through its packet log: that it started, that it stops, what it did.
import { writeSync } from 'node:fs';
import { addon } from '../addon/addon.cjs';
import type { Counters, QueueUse } from '../addon/counters.cjs';
import { latencyText } from '../reports/numbers.js';

export const formats = ['hex', 'ascii', 'json', 'off'] as const;

export interface LogOptions {
  packets: (typeof formats)[number];
  who?: boolean;
  debug?: boolean;
  quiet?: boolean;
}

export class ServerLog {
  private readonly isOn: boolean;

  /** Starts the logger, unless there is nothing that it would print. */
  constructor(private readonly options: LogOptions) {
    const { packets, who = false, debug = false, quiet = false } = options;
    this.isOn = !quiet || packets !== 'off' || debug;
    if (this.isOn) addon.packetLog.startLogger({ format: packets, who, debug, quiet, outputFd: 1 });
  }

  /** The one line that always comes; beside the log where stdout is JSON, or carries no [INFO] lines. */
  started(port: number): void {
    const text = `Server started on port ${port}`;
    if (!this.options.quiet) addon.packetLog.say('info', 0, text);
    if (this.options.packets === 'json') writeOrDrop(2, `[INFO] ${text}\n`);
    else if (this.options.quiet) writeOrDrop(1, `[INFO] ${text}\n`);
  }

  stopping({ accepted, closed }: Counters, drainMs: number): void {
    const open = accepted - closed;
    const rest = open === 0 ? '' : `; ${open} open, given ${drainMs / 1000} s (again: end them now)`;
    addon.packetLog.say('info', 0, `Stopping: no new connections${rest}`);
  }

  /** The last line: connections, bytes, errors by kind, a queue's use, and what the log recorded and dropped until then. */
  async stopped({ accepted, bytesIn, bytesOut, errors, queue }: Counters): Promise<void> {
    if (!this.isOn) return;
    const troubles = Object.entries(errors).filter(([, count]) => count > 0);
    const { recorded, dropped } = addon.packetLog.totals();
    const parts = [
      `Server stopped: ${accepted} connection${accepted === 1 ? '' : 's'}, ${bytesIn} bytes in, ${bytesOut} out`,
      troubles.length === 0 ? 'no errors' : troubles.map(([kind, count]) => `${kind}: ${count}`).join(', '),
      ...(queue.connections > 0 ? [queueText(queue)] : []),
      `packet log: ${recorded} records, ${dropped} dropped`,
    ];
    addon.packetLog.say('info', 0, parts.join('; '));
    await addon.packetLog.stopLogger();
  }
}

/** A server serves on when nobody reads its log any more, as its logger does. */
function writeOrDrop(fd: number, text: string): void {
  try {
    writeSync(fd, text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

function queueText({ connections, waitUs, longestWaitUs, deepest }: QueueUse): string {
  const [mean, longest] = [waitUs / connections, longestWaitUs].map(latencyText);
  return `queue: ${deepest} deep at most, waited ${mean} on average, ${longest} at most`;
}
