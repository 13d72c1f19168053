// The native core and the addon under ASan + UBSan and under TSan: the native tests, then every model under load.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { models } from '../src/models/registry.js';
import { until } from '../test/harness/deadline.js';

const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');
const cli = join(root, 'dist/src/cli/main.js');

interface Sanitizer {
  name: string;
  flags: string;
  library: string;
  options: Record<string, string>;
}

/** LeakSanitizer reports nothing inside node: leaks are looked for in the plain native tests. */
const sanitizers: Sanitizer[] = [
  {
    name: 'ASan + UBSan',
    flags: 'address,undefined',
    library: 'libasan.so',
    options: { ASAN_OPTIONS: 'detect_leaks=0:exitcode=66', UBSAN_OPTIONS: 'print_stacktrace=1' },
  },
  {
    name: 'TSan',
    flags: 'thread',
    library: 'libtsan.so',
    options: { TSAN_OPTIONS: `exitcode=66:suppressions=${root}/scripts/tsan.supp` },
  },
];

const startMs = 60_000;
const report = /ERROR: \w+Sanitizer|WARNING: ThreadSanitizer|runtime error:/;

export interface Outcome {
  name: string;
  /** Why it failed, or undefined. */
  failure?: string | undefined;
  /** Why it was not run: a tool is missing, which is a failure in CI before it comes to this. */
  skipped?: string;
}

/** Builds, runs and reports each step as it ends. */
export async function sanitize(seconds: number, tell: (outcome: Outcome) => void): Promise<void> {
  if (spawnSync('cmake', ['--version']).error) {
    tell({ name: 'the sanitizers', skipped: 'cmake is missing' });
    return;
  }
  for (const sanitizer of sanitizers) {
    const folder = join('build-cmake', sanitizer.flags.replace(',', '-'));
    tell({ name: `${sanitizer.name}: build`, failure: build(sanitizer, folder) });
    const name = `${sanitizer.name}: native tests`;
    if (existsSync(join(root, folder, 'native-tests'))) tell({ name, failure: nativeTests(folder) });
    else tell({ name, skipped: 'doctest.h is missing (Debian: doctest-dev)' });
    for (const { name } of models) {
      tell({
        name: `${sanitizer.name}: ${name} under load`,
        failure: await underLoad(sanitizer, folder, name, seconds),
      });
    }
  }
}

function run(command: string, args: string[]): string | undefined {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? undefined : `${stdout}${stderr}`;
}

function build({ flags }: Sanitizer, folder: string): string | undefined {
  const options = ['--out', folder, '--config', 'RelWithDebInfo', `--CDSANITIZE=${flags}`];
  return run('npx', ['cmake-js', 'build', '--silent', ...options, '--parallel', String(cpus().length)]);
}

function nativeTests(folder: string): string | undefined {
  return run('ctest', ['--test-dir', folder, '--output-on-failure']);
}

/** Serves and loads with the sanitized addon, ends the server, and looks for reports of all processes. */
async function underLoad(
  sanitizer: Sanitizer,
  folder: string,
  model: string,
  seconds: number,
): Promise<string | undefined> {
  const library = spawnSync('gcc', [`-print-file-name=${sanitizer.library}`], { encoding: 'utf8' }).stdout.trim();
  const addon = join(root, folder, 'forkroad.node');
  const env = { ...process.env, ...sanitizer.options, LD_PRELOAD: library, FORKROAD_ADDON: addon };
  mkdirSync(join(root, 'reports/sanitize'), { recursive: true });
  const log = join(root, 'reports/sanitize', `${sanitizer.flags}-${model}.log`);
  const output = openSync(log, 'w');
  // With a channel to us a server ends when we do, however we end.
  const start = (args: string[], stdout: 'ignore' | number) =>
    spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', stdout, output, 'ipc'] });
  const server = start(['serve', model, '--port', '0', '--packets', 'json'], 'ignore');
  const told = () => readFileSync(log, 'utf8');
  try {
    const port = await until(
      `${model} to start`,
      () => (server.exitCode === null ? /started on port (\d+)/.exec(told())?.[1] : 'none'),
      startMs,
    );
    if (port === 'none') return told();
    // Where each connection boots a Node under a sanitizer, that alone takes seconds.
    const [connections, duration] = model === 'fork-per-connection' ? ['2', `${seconds + 10}s`] : ['32', `${seconds}s`];
    const shared = [`127.0.0.1:${port}`, '--duration', duration, '--connections', connections];
    const codes = [
      await exitOf(start(['load', ...shared], output)),
      await exitOf(start(['load', ...shared, '--churn'], output)),
    ];
    server.kill('SIGTERM');
    codes.push(await exitOf(server));
    return report.test(told()) || codes.some((code) => code !== 0) ? `exit codes ${codes}\n${told()}` : undefined;
  } finally {
    server.kill('SIGKILL');
    closeSync(output);
  }
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

if (process.argv[1]?.endsWith('sanitize.js')) {
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
  await sanitize(Number(values.seconds), ({ name, failure, skipped }) => {
    const word = skipped ? `skip   ${name}: ${skipped}` : `${failure === undefined ? 'ok    ' : 'FAILED'} ${name}`;
    process.stdout.write(`${word}\n${failure ?? ''}`);
    if (failure !== undefined) process.exitCode = 1;
  });
}
