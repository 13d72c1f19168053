// A process of the comparison's own: it leads a process group, and nothing of the group outlives the trial.
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';

/** How much of what it says on stderr is kept, to tell why it ended. */
const keptStderr = 2000;

export interface OwnedProcess {
  child: ChildProcess;
  pid: number;
  /** Resolves when it has ended itself; what it started may still run. */
  exited: Promise<void>;
  /** Resolves, never rejects, when it has ended and its streams are closed: "exit code 1: cannot listen". */
  ended: Promise<string>;
  /** Ends the whole group at once, by its id. */
  kill(): void;
}

/**
 * A group of its own keeps a terminal's Ctrl-C away from it: the comparison decides what ends when.
 * When `signal` aborts, the group is killed.
 */
export function startOwned(command: readonly string[], stdio: StdioOptions, signal: AbortSignal): OwnedProcess {
  const [file = '', ...words] = command;
  const child = spawn(file, words, { stdio, detached: true });
  const kill = () => killGroup(child.pid);
  signal.addEventListener('abort', kill);
  const exited = new Promise<void>(
    (resolve) => void child.once('exit', () => resolve()).once('error', () => resolve()),
  );
  const ended = endOf(child);
  ended.then(() => signal.removeEventListener('abort', kill));
  if (signal.aborted) kill();
  return { child, pid: child.pid ?? 0, exited, ended, kill };
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
  code === 'ENOENT' ? `there is no program '${file}'` : message;

/** The last line; of an uncaught error, whose stack comes last, the line that names it. */
function tellingLine(stderr: string): string {
  const lines = stderr.trim().split('\n');
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? '';
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // none of the group is left
  }
}
