// A word in the environment of a command that a test starts: by it the test finds all that the command left running.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { ExecutionContext } from 'ava';
import { until } from './deadline.js';
import { isAlive } from './processes.js';

export interface Token {
  env: NodeJS.ProcessEnv;
  /** Who carries it, and runs. */
  bearers(): number[];
  /** Resolves when nobody carries it any more. */
  gone(): Promise<void>;
}

/** Whatever still carries it at the end of the test is killed then. */
export function token(t: ExecutionContext): Token {
  const word = `FORKROAD_TEST_TOKEN=${randomBytes(8).toString('hex')}`;
  const [name = '', value] = word.split('=');
  const bearers = () =>
    readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && carries(pid, word) && isAlive(pid));
  t.teardown(() => {
    for (const pid of bearers()) process.kill(pid, 'SIGKILL');
  });
  const gone = async () => void (await until('everything with the token to end', () => bearers().length === 0));
  return { env: { ...process.env, [name]: value }, bearers, gone };
}

function carries(pid: number, word: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(word);
  } catch {
    return false;
  }
}
