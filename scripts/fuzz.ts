// `make fuzz`: libFuzzer over the session of http-echo and its parser, under ASan + UBSan, on every CPU.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');
const folder = join(root, 'build-cmake/fuzz');
const target = join(folder, 'http-echo');
const defaults = { executions: 10_000_000, workers: availableParallelism() };

const executionsPerSlice = 100_000;

const flags = ['-std=c++17', '-O2', '-g', '-D_GNU_SOURCE', '-fno-sanitize-recover=all', '-Inative', '-Itest/native'];

/** An input beyond that finds no more: limits are tested to the byte in test/native/http-echo.cpp. */
const limits = ['-max_len=512', '-malloc_limit_mb=16', '-rss_limit_mb=1024', '-timeout=10'];

export interface FuzzOutcome {
  executions: number;
  failure?: string | undefined;
  skipped?: string;
}

/** Builds the target, and runs it so many times in all; a finding is left in build-cmake/fuzz. */
export async function fuzz(
  executions: number,
  workers: number,
  progress: (done: number) => void,
): Promise<FuzzOutcome> {
  if (spawnSync('clang++', ['--version']).error) return { executions: 0, skipped: 'clang++ is missing' };
  mkdirSync(join(folder, 'corpus'), { recursive: true });
  const failure = build();
  if (failure !== undefined) return { executions: 0, failure };
  const done = Array.from({ length: workers }, () => 0);
  const outputs = await Promise.all(
    done.map((_, worker) =>
      runInSlices(Math.ceil(executions / workers), (count) => {
        done[worker] = count;
        progress(sum(done));
      }),
    ),
  );
  return { executions: sum(done), failure: outputs.find((output) => output !== undefined) };
}

function build(): string | undefined {
  const sources = readdirSync(join(root, 'native/services'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.cpp'))
    .map((name) => join('native/services', name));
  const args = [...flags, '-fsanitize=fuzzer,address,undefined', ...sources, 'test/fuzz/http-echo.cpp', '-o', target];
  const { status, stderr } = spawnSync('clang++', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? undefined : stderr;
}

/** A process tells its count at powers of two alone: many short ones show how far it is. */
async function runInSlices(executions: number, progress: (count: number) => void): Promise<string | undefined> {
  for (let done = 0; done < executions; ) {
    const slice = Math.min(executions - done, executionsPerSlice);
    const failure = await run(slice);
    if (failure !== undefined) return failure;
    done += slice;
    progress(done);
  }
  return undefined;
}

/** One process; what it said, if it found something. It keeps what it learns for the next one. */
async function run(executions: number): Promise<string | undefined> {
  const args = [`-runs=${executions}`, ...limits, '-dict=test/fuzz/http.dict', `-artifact_prefix=${folder}/`];
  const child = spawn(target, [...args, join(folder, 'corpus'), 'test/fuzz/corpus'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > 200) lines.shift();
  });
  return (await exitOf(child)) === 0 ? undefined : lines.join('\n');
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

if (process.argv[1]?.endsWith('fuzz.js')) {
  const { values } = parseArgs({ options: { executions: { type: 'string', default: String(defaults.executions) } } });
  const startMs = performance.now();
  const rate = (done: number) => Math.round((done * 1000) / (performance.now() - startMs)).toLocaleString('en');
  const wanted = Number(values.executions);
  const { executions, failure, skipped } = await fuzz(wanted, defaults.workers, (done) => {
    process.stdout.write(`fuzz: ${done.toLocaleString('en')} of ${wanted.toLocaleString('en')}, ${rate(done)}/s\n`);
  });
  process.stdout.write(
    `fuzz: ${skipped ?? `${executions.toLocaleString('en')} executions, ${failure ?? 'no report'}`}\n`,
  );
  process.exitCode = failure === undefined && skipped === undefined ? 0 : 1;
}
