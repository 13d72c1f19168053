// `forkroad load`: drives a server with the native engine and tells what came of it.
import { fstatSync, readdirSync, readFileSync } from 'node:fs';
import { Argument, Command } from 'commander';
import type { LoadDocument } from '../load/document.js';
import { showLive } from '../load/live-line.js';
import { defaults, type LoadOptions, type LoadRun, startLoad } from '../load/run-load.js';
import { summary } from '../load/summary.js';
import { CliError, exitCodes } from './errors.js';
import { type Address, address, durationMs, durationOption, sizeBytes, wholeNumber } from './units.js';

const largestSize = 16 << 20;
const spareDescriptors = 16; // epoll, timers, what Node opens on the way

interface Options {
  connections: number;
  size: number;
  duration: number;
  warmup: number;
  timeout: number;
  threads: number;
  rate?: number;
  churn?: boolean;
  json?: boolean;
  eventsFd?: number;
}

export const command = new Command('load')
  .description('Load a server with messages, compare every byte that comes back, and report rate and latency.')
  .addArgument(new Argument('<host:port>', 'the server').argParser(address))
  .option('--connections <n>', 'connections, at a time', wholeNumber(1, 1_000_000), defaults.connections)
  .option('--size <bytes>', 'bytes per message, up to 16m', messageSize, defaults.size)
  .addOption(durationOption('--duration <time>', 'length of the measured window', defaults.durationMs, positiveMs))
  .addOption(durationOption('--warmup <time>', 'load before it, not measured', defaults.warmUpMs))
  .option('--rate <n>', 'open loop: messages per second, sent when they are due', wholeNumber(1, 10_000_000))
  .option('--churn', 'a new connection for each message')
  .option('--threads <n>', 'threads of the client', wholeNumber(1, 64), defaults.threads)
  .addOption(
    durationOption('--timeout <time>', 'an answer later than this is an error', defaults.timeoutMs, positiveMs),
  )
  .option('--json', 'the result as one JSON document')
  .option(
    '--events-fd <n>',
    "descriptor that gets a line of JSON at each edge of the measured window, for who reads the server's clocks then",
    wholeNumber(1, 1 << 20),
  )
  .action(async (target: Address, options: Options) => load(target, options));

function messageSize(text: string): number {
  const size = sizeBytes(text);
  if (size < 1 || size > largestSize) throw new CliError(`--size takes 1 to 16m, got '${text}'`);
  return size;
}

function positiveMs(text: string): number {
  const ms = durationMs(text);
  if (ms <= 0) throw new CliError(`expected a duration above zero, got '${text}'`);
  return ms;
}

async function load(target: Address, options: Options): Promise<void> {
  if (options.churn && options.rate !== undefined) throw new CliError('--churn and --rate exclude each other');
  requireDescriptors(options.connections);
  requireOpen(options.eventsFd);
  const run = await start({
    ...target,
    connections: options.connections,
    size: options.size,
    durationMs: options.duration,
    warmUpMs: options.warmup,
    timeoutMs: options.timeout,
    threads: options.threads,
    rate: options.rate,
    churn: options.churn ?? false,
    eventsFd: options.eventsFd,
  });
  let isInterrupted = false;
  const interrupt = () => {
    isInterrupted = true;
    run.stop();
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const endLive = process.stderr.isTTY ? showLive(run) : () => {};
  const document = await run.done;
  endLive();
  report(document, options.json);
  process.exitCode = isInterrupted ? exitCodes.interrupted : document.failed === null ? exitCodes.ok : exitCodes.failed;
}

async function start(options: LoadOptions): Promise<LoadRun> {
  try {
    return await startLoad(options);
  } catch (error) {
    throw new CliError(`cannot load ${options.host}: ${(error as Error).message}`, exitCodes.environment);
  }
}

/** Node has raised the soft limit to the hard one. */
function requireDescriptors(connections: number): void {
  const limit = Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? Infinity);
  const free = limit - readdirSync('/proc/self/fd').length - spareDescriptors;
  if (connections <= free) return;
  throw new CliError(
    `${connections} connections need as many descriptors; the limit of ${limit} leaves ${Math.max(0, free)} (ulimit -Hn)`,
    exitCodes.environment,
  );
}

function requireOpen(fd: number | undefined): void {
  if (fd === undefined) return;
  try {
    fstatSync(fd);
  } catch {
    throw new CliError(`--events-fd ${fd}: there is no such descriptor; in a shell: ${fd}>events.ndjson`);
  }
}

function report(document: LoadDocument, asJson = false): void {
  process.stdout.write(asJson ? `${JSON.stringify(document)}\n` : summary(document));
  if (document.failed !== null) process.stderr.write(`forkroad: ${document.failed}\n`);
}
