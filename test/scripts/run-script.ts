// One of our scripts in a process of its own, which ends with the test.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ExecutionContext } from 'ava';

export interface ScriptEnded {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunningScript {
  child: ChildProcess;
  ended: Promise<ScriptEnded>;
}

/** In a process group of its own, so that a test may signal it as a terminal would. */
export function runScript(t: ExecutionContext, file: string, args: readonly string[]): RunningScript {
  const child = spawn(process.execPath, [file, ...args], { stdio: 'pipe', detached: true });
  t.teardown(() => child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
    });
  }
  return { child, ended: once(child, 'close').then(([code]) => ({ code, ...output })) };
}
