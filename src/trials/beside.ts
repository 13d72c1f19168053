// Who is on the same server beside the client that is measured: another load, or a connection of this process's own.
// All of them end with the trial.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { LoadFailed, runLoad } from './load-process.js';
import { patient } from './patience.js';
import type { Setting } from './scenario.js';
import { within } from './within.js';

const connectDeadlineMs = 5_000;
const startDeadlineMs = 20_000;

/** Longer than any trial: it is stopped before. */
const loadSeconds = 600;

export interface LoadBeside {
  pid: number;
  /** Its messages per second since it began; null where it had no answer. */
  stop(): Promise<number | null>;
}

/** Resolves once it runs: all its connections have been served that can be. Rejects with the reason if it does not. */
export async function startLoadBeside(setting: Setting, options: readonly string[]): Promise<LoadBeside> {
  const { server, tools, service, signal } = setting;
  const command = [
    ...tools.loadCommand(server.address, { service, client: 'native' }),
    ...['--no-calibrate', '--warmup', '0ms', '--duration', `${loadSeconds}s`, ...options],
  ];
  let tellPid: (pid: number) => void = () => {};
  const begun = new Promise<number>((resolve) => {
    tellPid = resolve;
  });
  const running = runLoad(command, (_, clientPid) => tellPid(clientPid), signal);
  const ended = running.then(() => {
    throw new Error('the client beside ended before it was to');
  });
  ended.catch(() => {}); // while nobody waits for it
  const pid = await within(
    patient(startDeadlineMs),
    'the client beside to begin',
    server.during(Promise.race([begun, ended])),
  );
  return { pid, stop: () => stopped(pid, running) };
}

async function stopped(pid: number, running: ReturnType<typeof runLoad>): Promise<number | null> {
  interrupt(pid);
  try {
    return (await running).messagesPerSecond;
  } catch (error) {
    if (error instanceof LoadFailed) return null;
    throw error;
  }
}

function interrupt(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it has ended, and says why
  }
}

/** Connected: in the server's queue before whoever connects later. What comes back is discarded. */
export async function connectBeside({ server, signal }: Setting): Promise<Socket> {
  const socket = connect({ ...server.address, noDelay: true });
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
  await within(patient(connectDeadlineMs), 'a connection to the server', once(socket, 'connect', { signal }));
  socket.on('error', () => {}); // what the server does to it is its own affair
  return socket.resume();
}
