// What `forkroad load` can be told: its options, their help, and which exclude each other.
import { fstatSync } from 'node:fs';
import { Argument, Command, Option } from 'commander';
import { type LoadService, loadServices } from '../addon/load.cjs';
import type { Assertion } from '../load/assertion.js';
import { type Client, clients, defaultClient } from '../load/clients.js';
import { defaults, type LoadOptions } from '../load/run-load.js';
import { withAssertion } from './assertions.js';
import { CliError } from './errors.js';
import { type Address, address, durationMs, durationNs, durationOption, sizeBytes, wholeNumber } from './units.js';
import { wordOf } from './words.js';

const largestSize = 16 << 20;

export interface Options {
  client: Client;
  service: LoadService;
  connections: number;
  idle: number;
  size: number;
  duration: number;
  warmup: number | 'auto';
  warmupCap?: number;
  windows: number;
  timeout: number;
  threads: number;
  rate?: number;
  churn?: boolean;
  burst?: boolean;
  slowClient: number;
  /** --calibrate, --no-calibrate, or neither. */
  calibrate?: boolean;
  ceiling?: number;
  assert?: Assertion[];
  json?: boolean;
  ndjson?: boolean;
  eventsFd?: number;
  holdFd?: number;
}

type Run = (target: Address | undefined, options: Options, command: Command) => Promise<void>;

export function loadCommand(run: Run): Command {
  const command = new Command('load')
    .description('Load a server with messages, compare every byte that comes back, and report rate and latency.')
    .addArgument(new Argument('[host:port]', 'the server').argParser(address))
    .addOption(
      new Option('--service <name>', 'what the server speaks; http-echo is POST / with the message as body')
        .choices(loadServices)
        .default(defaults.service),
    )
    .addOption(
      new Option('--client <name>', 'who drives it: native, or autocannon, which implies --service http-echo')
        .argParser(wordOf('client', clients))
        .default(defaultClient),
    )
    .option('--connections <n>', 'connections, at a time', wholeNumber(1, 1_000_000), defaults.connections)
    .option('--idle <n>', 'beside them: answered once, then held, silent', wholeNumber(0, 1_000_000), defaults.idle)
    .option(
      '--size <bytes>',
      'bytes per message, up to 16m; 0, of http-echo: GET /, any answer',
      messageSize,
      defaults.size,
    )
    .addOption(durationOption('--duration <time>', 'how long to measure', defaults.durationMs, positiveMs))
    .addOption(
      durationOption(
        '--warmup <time>',
        'load before it, not measured; auto: until the rate is stationary, or so much was done that the server is warm',
        defaults.warmUpMs,
        timeOrAuto,
      ),
    )
    .addOption(
      new Option(
        '--warmup-cap <time>',
        `of --warmup auto: at most so long (default: ${defaults.warmUpCapMs / 1000}s)`,
      ).argParser(positiveMs),
    )
    .option('--windows <n>', 'cut the measured time into so many windows', wholeNumber(1, 100), defaults.windows)
    .option('--rate <n>', 'open loop: messages per second, sent when they are due', wholeNumber(1, 10_000_000))
    .option('--churn', 'a new connection for each message')
    .option('--burst', 'all connect at once, one message each, and again when all have ended')
    .option('--threads <n>', 'threads of the client', wholeNumber(1, 64), defaults.threads)
    .addOption(
      durationOption(
        '--timeout <time>',
        'an answer later than this is an error; it is still waited for',
        defaults.timeoutMs,
        positiveMs,
      ),
    );
  return addOfTrust(addOfOutput(command)).action(run);
}

function addOfOutput(command: Command): Command {
  return command
    .option('--json', 'the result as one JSON document')
    .option('--ndjson', 'a JSON object per second as it goes, then the result; the summary goes to stderr')
    .option(
      '--events-fd <n>',
      "descriptor that gets a line of JSON at each edge of the windows, for who reads the server's clocks then",
      wholeNumber(1, 1 << 20),
    )
    .addOption(
      new Option('--hold-fd <n>', 'go on loading after the last window until this descriptor has a byte or its end')
        .argParser(wholeNumber(0, 1 << 20))
        .hideHelp(),
    );
}

function addOfTrust(command: Command): Command {
  return command
    .option(
      '--assert <figure>',
      "such as 'p99<5ms', 'rate>=10000/s', 'errors<=0' or 'unanswered<=0'; exit 1 if it does not hold, 4 if it cannot be trusted; " +
        'may be repeated',
      withAssertion,
    )
    .option('--calibrate', "only find the client's own ceiling against a built-in server; needs none")
    .option('--no-calibrate', 'do not find it before the run')
    .option('--ceiling <n>', 'take this ceiling, in messages per second', wholeNumber(1, 1_000_000_000))
    .addOption(
      new Option('--slow-client <time>', 'burn CPU in the client per message: to see what a client-bound figure is')
        .argParser(durationNs)
        .default(defaults.slowClientNs, 'none'),
    );
}

function messageSize(text: string): number {
  const size = sizeBytes(text);
  if (size > largestSize) throw new CliError(`--size takes 1 to 16m, got '${text}'`);
  return size;
}

const timeOrAuto = (text: string): number | 'auto' => (text === 'auto' ? text : durationMs(text));

function positiveMs(text: string): number {
  const ms = durationMs(text);
  if (ms <= 0) throw new CliError(`expected a duration above zero, got '${text}'`);
  return ms;
}

/** Throws a usage error for what does not go together. */
export function requireSense(target: Address | undefined, options: Options): void {
  if (options.size === 0 && options.service === 'echo') {
    throw new CliError('--size takes 1 to 16m; 0 goes with --service http-echo, where it is a GET');
  }
  requireOneMode(options);
  if (options.warmupCap !== undefined && options.warmup !== 'auto') {
    throw new CliError('--warmup-cap goes with --warmup auto; a time is its own cap');
  }
  if (options.json && options.ndjson) throw new CliError('--json and --ndjson exclude each other');
  if (options.calibrate && target) throw new CliError('--calibrate loads no server; leave HOST:PORT out');
  if (!options.calibrate && !target) throw new CliError("missing argument 'host:port', such as 127.0.0.1:8081");
  requireOpen('--events-fd', options.eventsFd, '>events.ndjson');
  requireOpen('--hold-fd', options.holdFd, '<fifo');
}

/** Latency counts from a burst's begin, which is one moment on one thread. */
function requireOneMode({ churn, burst, rate, idle, threads }: Options): void {
  const modes = [churn && '--churn', burst && '--burst', rate !== undefined && '--rate'].filter(Boolean);
  if (modes.length > 1) throw new CliError(`${modes.join(' and ')} exclude each other`);
  if (idle > 0 && (churn || burst))
    throw new CliError(`${modes[0]} opens and closes all of its connections: no --idle`);
  if (burst && threads > 1) throw new CliError('--burst connects from one thread');
}

function requireOpen(option: string, fd: number | undefined, redirected: string): void {
  if (fd === undefined) return;
  try {
    fstatSync(fd);
  } catch {
    throw new CliError(`${option} ${fd}: there is no such descriptor; in a shell: ${fd}${redirected}`);
  }
}

export function loadOptions({ host, port }: Address, options: Options): LoadOptions {
  return {
    host,
    port,
    client: options.client,
    service: options.service,
    connections: options.connections,
    idle: options.idle,
    size: options.size,
    durationMs: options.duration,
    warmUpMs: options.warmup,
    warmUpCapMs: options.warmupCap,
    windows: options.windows,
    timeoutMs: options.timeout,
    threads: options.threads,
    slowClientNs: options.slowClient,
    rate: options.rate,
    churn: options.churn ?? false,
    burst: options.burst ?? false,
    eventsFd: options.eventsFd,
    holdFd: options.holdFd,
  };
}
