// `forkroad serve`: the process started is the server; this file is its set-up, its signals and its end.
import { writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Argument, Command, Option } from 'commander';
import { addon } from '../addon/addon.cjs';
import type { Model } from '../models/model.js';
import { findModel, modelWords } from '../models/registry.js';
import { services } from '../services/service.cjs';
import { backlog } from '../serving/listener.js';
import { forget, remember, runningServers } from '../serving/pid-files.js';
import { Server } from '../serving/server.js';
import { answerUsage } from '../serving/usage.js';
import { CliError, exitCodes, unknownWord } from './errors.js';
import { durationMs, type Work, wholeNumber, work } from './units.js';

export const defaults = {
  service: 'echo',
  host: '127.0.0.1',
  port: 8081,
  workers: availableParallelism(),
  threads: 64,
  packets: 'hex',
  drain: '5s',
} as const;

const formats = ['hex', 'ascii', 'json', 'off'] as const;

interface ServeOptions {
  service: string;
  host: string;
  port: number;
  workers?: number;
  threads?: number;
  packets: (typeof formats)[number];
  who?: boolean;
  debug?: boolean;
  quiet?: boolean;
  work?: Work;
  drain: number;
}

export const command = new Command('serve')
  .description('Serve with one model, in the foreground, until Ctrl-C. The packet log goes to stdout.')
  .addArgument(new Argument('<model>', `a model's name or a quadrant's code: ${modelWords.join(', ')}`))
  .option('--service <name>', `what the bytes mean: ${Object.keys(services).join(', ')}`, defaults.service)
  .option('--host <address>', 'numeric address to listen on', defaults.host)
  .option('--port <port>', 'port to listen on; 0 takes a free one', wholeNumber(0, 65535), defaults.port)
  .option('--workers <n>', `worker processes, where the model has them (default: one per CPU)`, wholeNumber(1, 255))
  .option('--threads <n>', `threads of a pool, per process (default: ${defaults.threads})`, wholeNumber(1, 4096))
  .addOption(new Option('--packets <format>', 'how each packet is printed').choices(formats).default(defaults.packets))
  .option('--who', 'add process, thread and connection to each line')
  .option('--debug', 'tell of clean-up too: connections closed, children reaped')
  .option('--quiet', 'no [INFO] lines but the first')
  .option('--work <kind:duration>', 'work per message: cpu:100us burns CPU, wait:5ms waits', work)
  .addOption(
    new Option('--drain <duration>', 'how long open connections may go on after SIGTERM or Ctrl-C')
      .argParser(durationMs)
      .default(durationMs(defaults.drain), defaults.drain),
  )
  .action(async (word: string, options: ServeOptions) => serve(modelFor(word, options), options));

function modelFor(word: string, options: ServeOptions): Model {
  const model = findModel(word);
  if (!model) throw unknownWord('model', word, modelWords);
  if (!Object.hasOwn(services, options.service)) {
    throw unknownWord('service', options.service, Object.keys(services));
  }
  for (const option of ['workers', 'threads'] as const) {
    if (options[option] !== undefined && !model.takes.includes(option)) {
      throw new CliError(`${model.name} takes no --${option}: ${model.summary}`);
    }
  }
  return model;
}

async function serve(model: Model, options: ServeOptions): Promise<void> {
  const regionFd = addon.packetLog.create();
  const { fd, port } = listen(options);
  const isLogging = !options.quiet || options.packets !== 'off' || options.debug;
  if (isLogging) startLogger(options);
  remember(port, model.name);
  announce(port, options);
  process.title = `forkroad ${model.name}`;

  const server = new Server(fd, regionFd, {
    service: options.service,
    work: options.work ?? { cpuNs: 0, waitNs: 0 },
    workers: options.workers ?? defaults.workers,
    threads: options.threads ?? defaults.threads,
  });
  stopOnSignals(server, options);
  answerUsage(port, () => server.stop(0));
  try {
    await server.run(model.run);
  } finally {
    forget();
  }
  if (isLogging) await stopLogger(server);
  process.exit(exitCodes.ok);
}

function listen({ host, port }: ServeOptions): { fd: number; port: number } {
  try {
    return addon.sockets.listen(host === 'localhost' ? defaults.host : host, port, backlog);
  } catch (error) {
    const isUsage = (error as NodeJS.ErrnoException).code === 'EINVAL';
    const why = whyNotListening(error as NodeJS.ErrnoException, host, port);
    throw new CliError(why, isUsage ? exitCodes.usage : exitCodes.failed);
  }
}

function whyNotListening(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EINVAL') return `--host takes a numeric address such as ${defaults.host}, got '${host}'`;
  if (error.code === 'EACCES') return `port ${port} needs root; take one from 1024 up with --port`;
  if (error.code !== 'EADDRINUSE') return `cannot listen: ${error.message}`;
  const owner = runningServers().find((server) => server.port === port);
  return owner
    ? `port ${port} is taken by forkroad ${owner.model} (pid ${owner.pid}); end it: forkroad stop --port ${port}`
    : `port ${port} is taken by another program (who: ss -ltnp 'sport = :${port}'); take another with --port`;
}

function startLogger({ packets, who = false, debug = false, quiet = false }: ServeOptions): void {
  addon.packetLog.startLogger({ format: packets, who, debug, quiet, outputFd: 1 });
}

/** The one line that always comes. Where stdout is JSON, or carries no [INFO] lines, it is written beside the log. */
function announce(port: number, { packets, quiet }: ServeOptions): void {
  const text = `Server started on port ${port}`;
  if (!quiet) addon.packetLog.say('info', 0, text);
  if (packets === 'json') writeSync(2, `[INFO] ${text}\n`);
  else if (quiet) writeSync(1, `[INFO] ${text}\n`);
}

function stopOnSignals(server: Server, { drain }: ServeOptions): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!server.stopping.aborted) sayStopping(server, drain);
      server.stop(drain);
    });
  }
}

function sayStopping(server: Server, drainMs: number): void {
  const { accepted, closed } = server.totals();
  const open = accepted - closed;
  const rest = open === 0 ? '' : `; ${open} open, given ${drainMs / 1000} s (again: end them now)`;
  addon.packetLog.say('info', 0, `Stopping: no new connections${rest}`);
}

async function stopLogger(server: Server): Promise<void> {
  const { accepted, bytesIn, bytesOut, errors } = server.totals();
  const troubles = Object.entries(errors).filter(([, count]) => count > 0);
  const { recorded, dropped } = addon.packetLog.totals();
  const parts = [
    `Server stopped: ${accepted} connection${accepted === 1 ? '' : 's'}, ${bytesIn} bytes in, ${bytesOut} out`,
    troubles.length === 0 ? 'no errors' : troubles.map(([kind, count]) => `${kind}: ${count}`).join(', '),
    `packet log: ${recorded} records, ${dropped} dropped`,
  ];
  addon.packetLog.say('info', 0, parts.join('; '));
  await addon.packetLog.stopLogger();
}
