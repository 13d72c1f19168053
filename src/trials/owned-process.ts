// A process of the comparison's own: it leads a process group and carries a mark, and nothing of it outlives the trial.
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { markName } from '../observe/marked-processes.js';
import { printable } from '../text/printable.js';
import { guarded, type Hold, run } from './guard.js';
import { onCpus } from './placement.js';
import { signalTo } from './signal-to.js';

/** How much of what it says on stderr is kept, to tell why it ended. */
const keptStderr = 2000;

export interface OwnedProcess {
  child: ChildProcess;
  pid: number;
  /** What it and all that it starts carry in their environment, unless they change that: see `markedWith`. */
  mark: string;
  /** Resolves when it has ended itself; what it started may still run. */
  exited: Promise<void>;
  /** Resolves, never rejects, when it has ended and its streams are closed: "exit code 1: cannot listen". */
  ended: Promise<string>;
  /** Ends the whole group at once, by its id. */
  kill(): void;
  /** Of one that may leave processes behind: they have ended too. */
  over(): void;
}

let started = 0;

/**
 * A group of its own keeps a terminal's Ctrl-C away from it: the comparison decides what ends when.
 * When `signal` aborts, the group is killed. `cpus`: those that it may run on; null: all of this process's. One that `mayLeave` processes behind is guarded until it is said to be over.
 */
export function startOwned(
  command: readonly string[],
  stdio: StdioOptions,
  signal: AbortSignal,
  { mayLeave = false, cpus = null }: { mayLeave?: boolean; cpus?: readonly number[] | null } = {},
): OwnedProcess {
  const mark = `${run}.${++started}`;
  const hold = guarded();
  const child = onCpus(cpus, () => marked(command, stdio, mark, hold));
  const kill = () => child.pid !== undefined && signalTo(-child.pid, 'SIGKILL');
  signal.addEventListener('abort', kill);
  const exited = new Promise<void>(
    (resolve) => void child.once('exit', () => resolve()).once('error', () => resolve()),
  );
  const ended = endOf(child);
  ended.then(() => {
    signal.removeEventListener('abort', kill);
    if (!mayLeave) hold.over();
  });
  if (signal.aborted) kill();
  return { child, pid: child.pid ?? 0, mark, exited, ended, kill, over: hold.over };
}

function marked(command: readonly string[], stdio: StdioOptions, mark: string, hold: Hold): ChildProcess {
  const [file = '', ...words] = command;
  try {
    const child = spawn(file, words, { stdio, detached: true, env: { ...process.env, [markName]: mark } });
    if (child.pid !== undefined) hold.of(child.pid);
    return child;
  } catch (error) {
    hold.over();
    throw error;
  }
}

function endOf(child: ChildProcess): Promise<string> {
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-keptStderr);
  });
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve(`not started: ${notStarted(error, child.spawnfile)}`),
    );
    child.once('close', (code, signal) => {
      const said = tellingLine(stderr);
      resolve(`${signal ?? `exit code ${code}`}${said === '' ? '' : `: ${said}`}`);
    });
  });
}

const notStarted = ({ code, message }: NodeJS.ErrnoException, file: string): string =>
  printable(code === 'ENOENT' ? `there is no program '${file}'` : message);

/** The last line; of an uncaught error, whose stack comes last, the line that names it. */
function tellingLine(stderr: string): string {
  const lines = stderr.trim().split('\n');
  return printable(lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? '');
}
