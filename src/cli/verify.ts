// `forkroad verify`: holds anyone's echo server to the contract, and says in plain words what failed.
import { Argument, Command, Option } from 'commander';
import { findModel, modelWords } from '../models/registry.js';
import { type ForeignCommand, ForeignStartError, parseServerCommand } from '../trials/foreign-server.js';
import { StillRuns } from '../trials/process-family.js';
import type { Check } from '../verify/check.js';
import { toDocument } from '../verify/document.js';
import { type Expectation, expectations } from '../verify/expectations.js';
import { liveLine } from '../verify/live-line.js';
import { checks } from '../verify/registry.js';
import { type CheckResult, type Request, runChecks } from '../verify/run-checks.js';
import { measureSlowness } from '../verify/slowness.js';
import { conclusion, heading, listing, resultLine, type TextStyle } from '../verify/text.js';
import { CliError, exitCodes, unknownWord } from './errors.js';
import { interruption } from './interrupt.js';
import { durationOption, wholeNumber } from './units.js';
import { modelCommand, modelExpectation } from './verify-model.js';

const defaults = { atOnce: 16, timeoutMs: 2000 } as const;

interface VerifyOptions {
  server?: string;
  shell?: boolean;
  expect?: Expectation;
  atOnce: number;
  timeout: number;
  only?: string[];
  list?: boolean;
  json?: boolean;
}

export const command = new Command('verify')
  .description(
    "Hold an echo server to the contract: anyone's, in any language. Says what failed, and what to look at. " +
      'Exit code 0 if all hold, 1 if something failed.',
  )
  .addArgument(new Argument('[model]', 'a model of forkroad instead of --server, such as spst'))
  .option('--server <command>', "what starts it, such as './a.out {port}'; {port} is where its port goes")
  .option('--shell', 'let sh run the command: for pipes, variables, cd')
  .addOption(
    new Option('--expect <model>', 'the model that it claims to be, checked from outside').choices(expectations),
  )
  .option('--at-once <n>', 'clients that it must serve at once', wholeNumber(2, 200), defaults.atOnce)
  .addOption(durationOption('--timeout <time>', 'how long a client waits while not a byte comes', defaults.timeoutMs))
  .option('--only <check...>', 'these checks')
  .option('--list', 'what the checks are, then end')
  .option('--json', 'the result as one JSON document')
  .action(async (model: string | undefined, options: VerifyOptions, command: Command) => {
    if (options.list) return void process.stdout.write(listing(styleOf(process.stdout)));
    const request = requestOf(model, options);
    const isGiven = command.getOptionValueSource('timeout') === 'cli';
    process.exitCode = await verify(() => scaled(request, isGiven), options.json ?? false);
  });

/** A time that was asked for is kept. */
async function scaled(request: Unscaled, isPatienceGiven: boolean): Promise<Request> {
  const slowness = await measureSlowness();
  return { ...request, slowness, patienceMs: request.patienceMs * (isPatienceGiven ? 1 : slowness) };
}

type Unscaled = Omit<Request, 'slowness'>;

function requestOf(word: string | undefined, options: VerifyOptions): Unscaled {
  const { server, shell: isShell = false, expect, atOnce, timeout: patienceMs } = options;
  const limits = { atOnce, patienceMs, checks: chosen(options.only) };
  if (word !== undefined) {
    if (server !== undefined) throw new CliError('either a model or --server, not both');
    const model = findModel(word);
    if (!model) throw unknownWord('model', word, modelWords);
    return { ...limits, command: modelCommand(model), expected: expect ?? modelExpectation(model) };
  }
  if (server === undefined) throw new CliError("missing --server, such as --server './a.out {port}'");
  return { ...limits, command: parsed(server, isShell), expected: expect };
}

function parsed(text: string, isShell: boolean): ForeignCommand {
  try {
    return parseServerCommand(text, { isShell });
  } catch (error) {
    throw new CliError(`--server: ${(error as Error).message}`);
  }
}

function chosen(names: readonly string[] | undefined): readonly Check[] {
  if (names === undefined) return checks;
  const valid = checks.map(({ name }) => name);
  for (const name of names) if (!valid.includes(name)) throw unknownWord('check', name, valid);
  return checks.filter(({ name }) => names.includes(name));
}

async function verify(ready: () => Promise<Request>, isJson: boolean): Promise<number> {
  const interrupted = interruption();
  const request = await ready();
  const style = styleOf(process.stdout);
  const tell = (text: string) => void (isJson || process.stdout.write(text));
  tell(heading(request, style));
  const results: CheckResult[] = [];
  const live = liveLine(process.stderr);
  try {
    for await (const result of runChecks(request, live.show, interrupted)) {
      live.clear();
      tell(resultLine(result, style));
      results.push(result);
    }
  } catch (error) {
    if (error instanceof StillRuns) throw new CliError(error.message, exitCodes.failed);
    throw error instanceof ForeignStartError ? new CliError(notStarted(request, error), exitCodes.environment) : error;
  } finally {
    live.clear();
  }
  if (interrupted.aborted) return exitCodes.interrupted;
  tell(conclusion(results, style));
  if (isJson) process.stdout.write(`${JSON.stringify(toDocument(request, results), null, 2)}\n`);
  return results.some(({ result }) => result === 'failed') ? exitCodes.failed : exitCodes.ok;
}

const notStarted = ({ command: { file, text } }: Request, { message }: Error): string =>
  `cannot start '${text}' (${file}): ${message}`;

function styleOf({ isTTY, columns }: NodeJS.WriteStream): TextStyle {
  return {
    columns: columns ?? (Number(process.env.COLUMNS) || 80),
    isColoured: isTTY === true && !process.env.NO_COLOR,
  };
}
