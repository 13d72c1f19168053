// One run of the command line to its end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { within } from './deadline.js';
import { cli } from './server-process.js';

export interface Run {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export async function runCli(
  args: string[],
  options: { input?: string; deadlineMs?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Run> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: 'pipe', env: { ...process.env, ...options.env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdin.end(options.input ?? '');
  try {
    const [exitCode] = await within(`forkroad ${args.join(' ')}`, once(child, 'close'), options.deadlineMs ?? 30_000);
    return { exitCode: exitCode as number | null, stdout, stderr };
  } finally {
    child.kill('SIGKILL');
  }
}
