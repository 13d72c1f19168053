// The native core and the addon under ASan + UBSan and under TSan: the native tests, then every model under load.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { epoll } from '../src/models/epoll.js';
import type { Model } from '../src/models/model.js';
import { models } from '../src/models/registry.js';
import { bootsRuntime } from '../src/trials/node-processes.js';
import { inParallel } from '../test/harness/clients.js';
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
    // Node is not built for TSan: what its own frames do (the queues of its Workers, V8's registries) is not judged, what ours do is.
    options: { TSAN_OPTIONS: `exitcode=66:ignore_noninstrumented_modules=1:suppressions=${root}/scripts/tsan.supp` },
  },
];

/** Of the models in TypeScript, whose native part is the counters and the packet log alone: a loop, and loops in threads. */
const briefOfTypeScript = ['event-loop', 'worker-loops'];
export const briefly: readonly Model[] = models.filter(
  ({ language, name }) => language !== 'TypeScript' || briefOfTypeScript.includes(name),
);

const startMs = 60_000;

/** They boot, start and stop for longer than a short load lasts, each on one CPU. */
const serversAtOnce = availableParallelism();

const report = /ERROR: \w+Sanitizer|WARNING: ThreadSanitizer|runtime error:/;

export interface Outcome {
  name: string;
  /** Why it failed, or undefined. */
  failure?: string | undefined;
  /** Why it was not run: a tool is missing, which is a failure in CI before it comes to this. */
  skipped?: string;
}

/** What each build failed with, or undefined, in the order of the sanitizers. */
export type Builds = Promise<(string | undefined)[]>;

const isMissing = (tool: string): boolean => spawnSync(tool, ['--version']).error !== undefined;

/** Builds for all sanitizers, one after another: `beside` other work, with what CPU time that leaves. */
export async function buildSanitized(beside: 'beside' | 'alone'): Builds {
  if (isMissing('cmake')) return [];
  const failures: (string | undefined)[] = [];
  for (const { flags } of sanitizers) failures.push(await build(flags, beside));
  return failures;
}

const folderOf = (flags: string): string => join('build-cmake', flags.replace(',', '-'));

/** Builds unless that is under way, runs, and reports each step as it ends. */
export async function sanitize(
  seconds: number,
  tell: (outcome: Outcome) => void,
  { served = models, builds = buildSanitized('alone') }: { served?: readonly Model[]; builds?: Builds } = {},
): Promise<void> {
  if (isMissing('cmake')) {
    tell({ name: 'the sanitizers', skipped: 'cmake is missing' });
    return;
  }
  const failures = await builds;
  for (const [index, sanitizer] of sanitizers.entries()) {
    const folder = folderOf(sanitizer.flags);
    const told = (what: string, outcome: Omit<Outcome, 'name'>) =>
      tell({ name: `${sanitizer.name}: ${what}`, ...outcome });
    told('build', { failure: failures[index] });
    if (existsSync(join(root, folder, 'native-tests'))) told('native tests', { failure: nativeTests(folder) });
    else told('native tests', { skipped: 'doctest.h is missing (Debian: doctest-dev)' });
    told('the client', { failure: await theClient(sanitizer, folder, seconds) });
    await inParallel(served.length, serversAtOnce, async (index) => {
      const model = served[index] as Model;
      const skipped = model.whyAbsent?.();
      if (skipped !== undefined) told(`${model.name} under load`, { skipped });
      else told(`${model.name} under load`, { failure: await aServer(sanitizer, folder, model, seconds) });
    });
  }
}

function run(command: string, args: string[]): string | undefined {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? undefined : `${stdout}${stderr}`;
}

async function build(flags: string, beside: 'beside' | 'alone'): Promise<string | undefined> {
  const options = ['--out', folderOf(flags), '--config', 'RelWithDebInfo', `--CDSANITIZE=${flags}`];
  const command = ['npx', 'cmake-js', 'build', '--silent', ...options, '--parallel', String(availableParallelism())];
  const builder = spawn('nice', ['-n', beside === 'beside' ? '19' : '0', ...command], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [builder.stdout, builder.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(builder, 'close')) as [number | null];
  return code === 0 ? undefined : output;
}

function nativeTests(folder: string): string | undefined {
  return run('ctest', ['--test-dir', folder, '--output-on-failure']);
}

/** What it says on stderr is looked through for reports of all its processes. */
class Watched {
  readonly log: string;

  constructor(
    name: string,
    /** Undefined: its processes have the addon as users have it. */
    readonly sanitized?: { sanitizer: Sanitizer; folder: string },
  ) {
    mkdirSync(join(root, 'reports/sanitize'), { recursive: true });
    this.log = join(root, 'reports/sanitize', `${name}.log`);
    writeFileSync(this.log, '');
  }

  /** With a channel to us it ends when we do, however we end. */
  start(args: string[]): ChildProcess {
    const output = openSync(this.log, 'a');
    const child = spawn(process.execPath, [cli, ...args], {
      env: this.env(),
      stdio: ['ignore', 'ignore', output, 'ipc'],
    });
    closeSync(output);
    return child;
  }

  told(): string {
    return readFileSync(this.log, 'utf8');
  }

  private env(): NodeJS.ProcessEnv {
    if (!this.sanitized) return process.env;
    const { sanitizer, folder } = this.sanitized;
    const library = spawnSync('gcc', [`-print-file-name=${sanitizer.library}`], { encoding: 'utf8' }).stdout.trim();
    const addon = join(root, folder, 'forkroad.node');
    return { ...process.env, ...sanitizer.options, LD_PRELOAD: library, FORKROAD_ADDON: addon };
  }
}

/** A model's server under the sanitizer, the client as users have it: it is the same for all models. */
function aServer(sanitizer: Sanitizer, folder: string, model: Model, seconds: number): Promise<string | undefined> {
  const server = new Watched(`${sanitizer.flags}-${model.name}`, { sanitizer, folder });
  return underLoad(model, server, new Watched(`${sanitizer.flags}-${model.name}-client`), seconds);
}

/** The client under the sanitizer, on a server as users have it. */
function theClient(sanitizer: Sanitizer, folder: string, seconds: number): Promise<string | undefined> {
  const client = new Watched(`${sanitizer.flags}-client`, { sanitizer, folder });
  return underLoad(epoll, new Watched(`${sanitizer.flags}-client-server`), client, seconds);
}

/** Serves, and loads with messages, then with connections; ends the server. What failed, or undefined. */
async function underLoad(
  model: Model,
  serving: Watched,
  loading: Watched,
  seconds: number,
): Promise<string | undefined> {
  const server = serving.start(['serve', model.name, '--port', '0', '--packets', 'json']);
  try {
    const port = await until(
      `${model.name} to start`,
      () => (server.exitCode === null ? /started on port (\d+)/.exec(serving.told())?.[1] : 'none'),
      startMs,
    );
    if (port === 'none') return serving.told();
    // Where each connection boots a Node under a sanitizer, that alone takes seconds.
    const boots = serving.sanitized && bootsRuntime(model);
    const [connections, duration] = boots ? ['2', `${seconds + 10}s`] : ['32', `${seconds}s`];
    const shared = [`127.0.0.1:${port}`, '--duration', duration, '--connections', connections, '--no-calibrate'];
    const codes = [
      await exitOf(loading.start(['load', ...shared])),
      await exitOf(loading.start(['load', ...shared, '--churn'])),
    ];
    server.kill('SIGTERM');
    codes.push(await exitOf(server));
    const told = serving.told() + loading.told();
    return report.test(told) || codes.some((code) => code !== 0) ? `exit codes ${codes}\n${told}` : undefined;
  } finally {
    server.kill('SIGKILL');
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
