// `forkroad serve`: the process started is the server; this file is its options, its set-up and its signals.
import { availableParallelism } from 'node:os';
import { Argument, Command, Option } from 'commander';
import { addon } from '../addon/addon.cjs';
import type { Model } from '../models/model.js';
import { countOptions } from '../models/model.js';
import { findModel, models, modelWords } from '../models/registry.js';
import { sharersOf } from '../models/sharers.js';
import { services } from '../services/service.cjs';
import { forget, remember } from '../serving/pid-files.js';
import { Server, type ServerOptions } from '../serving/server.js';
import { answerUsage } from '../serving/usage.js';
import { countOptionsFor, defaultThreads } from './count-options.js';
import { CliError, exitCodes, unknownWord } from './errors.js';
import { listen } from './listen.js';
import { givenSettings, requireOwnSettings, settingOptions } from './model-settings.js';
import { formats, type LogOptions, ServerLog } from './server-log.js';
import { durationOption, messageBytes, type Work, wholeNumber, work } from './units.js';

export const defaults = {
  service: 'echo',
  host: '127.0.0.1',
  port: 8081,
  workers: availableParallelism(),
  threads: defaultThreads,
  loops: availableParallelism(),
  workFromBytes: 1,
  packets: 'hex',
  drainMs: 5000,
} as const;

interface ServeOptions extends LogOptions {
  service: string;
  host: string;
  port: number;
  workers?: number;
  threads?: number;
  loops?: number;
  work?: Work;
  workFrom: number;
  drain: number;
}

export const command = new Command('serve')
  .description('Serve with one model, in the foreground, until Ctrl-C. The packet log goes to stdout.')
  .addArgument(new Argument('<model>', `a model's name or a quadrant's code: ${modelWords.join(', ')}`))
  .option('--service <name>', `what the bytes mean: ${Object.keys(services).join(', ')}`, defaults.service)
  .option('--host <address>', 'numeric address to listen on', defaults.host)
  .option('--port <port>', 'port to listen on; 0 takes a free one', wholeNumber(0, 65535), defaults.port)
  .addOption(new Option('--packets <format>', 'how each packet is printed').choices(formats).default(defaults.packets))
  .option('--who', 'add process, thread and connection to each line')
  .option('--debug', 'tell of clean-up too: connections closed, children reaped')
  .option('--quiet', 'no [INFO] lines but the first')
  .option('--work <kind:duration>', 'work per message: cpu:100us burns CPU, wait:5ms waits', work)
  .option('--work-from <bytes>', 'only for messages of so many bytes or more', messageBytes, defaults.workFromBytes)
  .addOption(
    durationOption('--drain <time>', 'how long open connections may go on after SIGTERM or Ctrl-C', defaults.drainMs),
  )
  .action(async (word: string, options: ServeOptions) => serve(modelFor(word, options), options));

for (const option of [...countOptionsFor(), ...settingOptions(models)]) command.addOption(option);

function modelFor(word: string, options: ServeOptions): Model {
  const model = findModel(word);
  if (!model) throw unknownWord('model', word, modelWords);
  if (!Object.hasOwn(services, options.service)) {
    throw unknownWord('service', options.service, Object.keys(services));
  }
  if (!model.services.includes(options.service)) {
    throw new CliError(`${model.name} does not serve ${options.service}; it serves ${model.services.join(', ')}`);
  }
  if (model.whyAbsent?.() !== undefined)
    throw new CliError(`${model.name} cannot run here: ${model.whyAbsent()}`, exitCodes.environment);
  requireOwnSettings(model, options, models);
  for (const option of countOptions) {
    if (options[option] !== undefined && !model.takes.includes(option)) {
      throw new CliError(`${model.name} takes no --${option}: ${model.summary}`);
    }
  }
  return model;
}

async function serve(model: Model, options: ServeOptions): Promise<void> {
  const regionFd = addon.packetLog.create();
  const { fd, port } = listen(options.host, options.port, model.sharesPort);
  const log = new ServerLog(options);
  if (!process.send) remember(port, model.name); // whoever started it over IPC ends it, and `forkroad stop` leaves it alone
  log.started(port);
  process.title = `forkroad ${model.name}`;

  const server = new Server(fd, regionFd, serverOptions(model, options));
  stopOnSignals(server, log, options.drain);
  answerUsage(port, () => server.stop(0), sharersOf(model, server.options));
  try {
    await server.run(model.run);
  } finally {
    forget();
  }
  await log.stopped(server.totals());
  process.exit(exitCodes.ok);
}

function serverOptions(model: Model, options: ServeOptions): ServerOptions {
  return {
    service: options.service,
    isLogged: options.packets !== 'off',
    work: { ...(options.work ?? { cpuNs: 0, waitNs: 0 }), fromBytes: options.workFrom },
    workers: options.workers ?? defaults.workers,
    threads: options.threads ?? defaults.threads,
    loops: options.loops ?? defaults.loops,
    settings: givenSettings(model, options),
  };
}

function stopOnSignals(server: Server, log: ServerLog, drainMs: number): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!server.stopping.aborted) log.stopping(server.totals(), drainMs);
      server.stop(drainMs);
    });
  }
}
