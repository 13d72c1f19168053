// `forkroad load`: drives a server with the native engine or with autocannon and tells what came of it.
import { connectsPerMessage, type EngineOptions } from '../addon/load.cjs';
import { type Calibration, calibrate } from '../load/calibration.js';
import type { CalibrationDocument, LoadDocument } from '../load/document.js';
import { showLive } from '../load/live-line.js';
import { freeDescriptors, readSupply, type Supply, whatIsMissing } from '../load/means.js';
import { engineOptions, type LoadOptions, type LoadRun, startLoad } from '../load/run-load.js';
import type { Second } from '../load/seconds.js';
import { calibrationSummary, summary } from '../load/summary.js';
import { settle } from './assertions.js';
import { CliError, exitCodes } from './errors.js';
import { withClient } from './load-client.js';
import { loadCommand, loadOptions, type Options, requireSense } from './load-command.js';
import type { Address } from './units.js';

/** The built-in echo is started where it listens; this says only that it is on loopback. */
const ownEcho: Address = { host: '127.0.0.1', port: 0 };

export const command = loadCommand(async (target, given, command) => {
  const options = withClient(given, target, command);
  requireSense(target, options);
  const engine = await resolved(target ?? ownEcho, options);
  const supply = requireMeans(engine);
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const calibrated = () =>
    calibrate(engine, { freeDescriptors: freeDescriptors(supply, engine.threads), signal: interrupted.signal });
  process.exitCode = target
    ? await load({ ...loadOptions(target, options), host: engine.host }, options, calibrated, interrupted.signal)
    : await calibrateOnly(options, calibrated, interrupted.signal);
});

async function resolved(target: Address, options: Options): Promise<EngineOptions> {
  try {
    return await engineOptions(loadOptions(target, options));
  } catch (error) {
    throw new CliError(`cannot load ${target.host}: ${(error as Error).message}`, exitCodes.environment);
  }
}

/** What there is once more than is needed is there. */
function requireMeans({ connections, idle, threads, mode, host, port }: EngineOptions): Supply {
  const isLoopback = host.startsWith('127.');
  const supply = readSupply({ port, isLoopback });
  const demand = { connections, idle, threads, connectsPerMessage: connectsPerMessage(mode), isLoopback };
  const missing = whatIsMissing(demand, supply);
  if (missing !== null) throw new CliError(missing, exitCodes.environment);
  return supply;
}

type Calibrated = () => Promise<Calibration | null>;

async function load(
  given: LoadOptions,
  options: Options,
  calibrated: Calibrated,
  signal: AbortSignal,
): Promise<number> {
  const ceilingPerSecond = options.ceiling ?? (await ceilingOf(options, calibrated));
  const onSecond = options.ndjson ? (second: Second) => writeLine({ type: 'second', ...second }) : undefined;
  const run = await startLoad({ ...given, ceilingPerSecond, onSecond });
  const document = await ended(run, signal);
  report(document, options);
  if (signal.aborted) return exitCodes.interrupted;
  return settle(options.assert ?? [], document);
}

async function ceilingOf({ calibrate }: Options, calibrated: Calibrated): Promise<number | undefined> {
  return calibrate === false ? undefined : (await calibrated())?.ceilingPerSecond;
}

async function ended(run: LoadRun, signal: AbortSignal): Promise<LoadDocument> {
  if (signal.aborted) run.stop();
  signal.addEventListener('abort', run.stop);
  const endLive = process.stderr.isTTY ? showLive(run) : () => {};
  try {
    return await run.done;
  } finally {
    endLive();
  }
}

function report(document: LoadDocument, { json, ndjson }: Options): void {
  if (ndjson) writeLine({ type: 'result', ...document });
  else if (json) writeLine(document);
  if (ndjson) process.stderr.write(summary(document));
  else if (!json) process.stdout.write(summary(document));
  const isSaid = ndjson || (!json && process.stdout.isTTY); // by the summary, where the user looks
  if (document.failed !== null && !isSaid) process.stderr.write(`forkroad: ${document.failed}\n`);
}

async function calibrateOnly(options: Options, calibrated: Calibrated, signal: AbortSignal): Promise<number> {
  const { service, json, ndjson } = options;
  const calibration = await calibrated();
  if (signal.aborted) return exitCodes.interrupted;
  if (calibration === null) throw new CliError('nothing came back from the built-in server', exitCodes.failed);
  const document: CalibrationDocument = { version: 1, service, ...calibration };
  if (json || ndjson) writeLine(document);
  else process.stdout.write(calibrationSummary(document));
  return exitCodes.ok;
}

const writeLine = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);
