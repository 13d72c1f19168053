// Records of running servers, one file each, so that they can be ended by pid and never by name.
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export interface RunningServer {
  pid: number;
  /** Clock ticks since boot at which the process started: a pid alone may be someone else's by now. */
  startTicks: number;
  port: number;
  model: string;
}

/** XDG_RUNTIME_DIR/forkroad, or a folder of the user's own in the temporary folder. Throws when neither can be had. */
function folder(): string {
  const { XDG_RUNTIME_DIR: base = '' } = process.env;
  const path = existsSync(base) ? join(base, 'forkroad') : join(tmpdir(), `forkroad-${userInfo().uid}`);
  if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
  if (lstatSync(path).uid !== userInfo().uid) throw new Error(`${path} belongs to another user`);
  return path;
}

const file = (server: Pick<RunningServer, 'pid'>) => join(folder(), `${server.pid}.json`);

/** Field 22 of /proc/PID/stat, or undefined when there is no such process (or only its zombie). */
export function startTicks(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // from field 3, the state, on
    return fields[0] === 'Z' ? undefined : Number(fields[19]);
  } catch {
    return undefined;
  }
}

/** Without a record a server serves all the same: where there is no place for one, that is said and no more. */
export function remember(port: number, model: string): void {
  const { pid } = process;
  const record: RunningServer = { pid, startTicks: startTicks(pid) ?? 0, port, model };
  try {
    writeFileSync(file(record), JSON.stringify(record), { mode: 0o600 });
  } catch (error) {
    process.stderr.write(`forkroad: no record for 'forkroad stop': ${(error as Error).message}\n`);
  }
}

export function forget(server: Pick<RunningServer, 'pid'> = process): void {
  try {
    rmSync(file(server), { force: true });
  } catch {
    // there was no place for a record
  }
}

/** Is it still the process that wrote the record? */
export function isRunning(server: RunningServer): boolean {
  return startTicks(server.pid) === server.startTicks;
}

/** Servers that run; records of those that have gone are removed. */
export function runningServers(): RunningServer[] {
  const servers: RunningServer[] = [];
  for (const name of readdirSync(folder())) {
    const server = read(join(folder(), name));
    if (server && isRunning(server)) servers.push(server);
    else rmSync(join(folder(), name), { force: true });
  }
  return servers.sort((a, b) => a.port - b.port);
}

function read(path: string): RunningServer | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunningServer;
  } catch {
    return undefined;
  }
}
