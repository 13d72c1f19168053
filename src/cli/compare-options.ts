// What `forkroad compare` can be told, and what does not go together.
import { Argument, Command } from 'commander';
import { loadServices } from '../addon/load.cjs';
import { samePercent } from '../statistics/deciding.js';
import { fewestBlocks, mostUsualBlocks } from '../statistics/looks.js';
import { autocannonScenarios, clientWords, serviceWord } from './compare-clients.js';
import { aSeed, defaults, type RequestOptions, scenarioNames } from './compare-request.js';
import { everyModel } from './entrants.js';
import { CliError } from './errors.js';
import { collected } from './foreign-servers.js';
import { durationMs, wholeNumber } from './units.js';

export interface CompareOptions extends RequestOptions {
  out?: string;
  from?: string;
  resume?: string;
  against?: string;
  assert?: string[];
  json?: boolean;
  server?: string[];
  shell?: boolean;
}

const roundsText =
  `every table in exactly so many blocks (default: a row until it is decided, from ${fewestBlocks} to ${mostUsualBlocks} blocks; ` +
  'below that: no verdicts)';

const clientHelp =
  "who drives: native (forkroad's own, the default), or autocannon: over http-echo, native beside it; it can drive " +
  autocannonScenarios.map(({ name }) => name).join(', ');

const { ms, trials, msPerFurtherTrial } = defaults.budget;
const budgetText = `${ms / 60_000}m, and ${msPerFurtherTrial / 1000}s more for each trial of a block beyond ${trials}`;

const modelHelp =
  `names or codes (default: ${defaults.models.join(', ')}); one with options of its own in quotes, ` +
  `such as 'thread-pool --threads 8'; ${everyModel}: each that can run here`;

/** Without its action. */
export const compareCommand = (): Command =>
  new Command('compare')
    .description('Serve the same echo by each model in turn, drive each with the same client, and say what differs.')
    .addArgument(new Argument('[model...]', modelHelp))
    .option('--scenario <name...>', `of ${scenarioNames.join(', ')} (default: ${defaults.scenarios.join(', ')})`)
    .option(
      '--service <name>',
      `what is served and spoken: ${loadServices.join(' or ')} (default: ${defaults.service})`,
      serviceWord,
    )
    .option('--client <name...>', clientHelp, clientWords)
    .option(
      '--connections <n...>',
      `where a scenario has no number of its own (default: ${defaults.connections}; autocannon by itself has 10)`,
      numbers,
    )
    .option('--rounds <n>', roundsText, wholeNumber(1, 1000))
    .option('--budget <time>', `no block begins that would not end within it (default: ${budgetText})`, durationMs)
    .option(
      '--quick',
      `within ${defaults.quick.budgetMs / 1000} s, ${defaults.quick.scenarios.join(', ')} alone unless --scenario names others: decides what is far apart`,
    )
    .option('--no-system-calls', 'leave out the pass that counts system calls')
    .option('--server <name=command>', `a program of yours as a row, more than once: 'mine=./a.out {port}'`, collected)
    .option('--shell', 'the commands of --server are for a shell')
    .option(
      '--baseline <model>',
      `the model that the others are compared with (default: of two models the first, else ${defaults.baseline})`,
    )
    .option('--seed <n>', 'of the random order (default: another each time)', wholeNumber(0, aSeed - 1))
    .option('--out <dir>', 'folder for results.json and the reports: html, md, csv (default: reports/<time>)')
    .option('--from <results.json>', 'render these results again; nothing is run')
    .option('--resume <results.json>', 'more blocks of these results, as they were asked for, within a new --budget')
    .option('--against <results.json>', 'beside these earlier results of the same machine: what has changed since')
    .option(
      '--assert <verdict>',
      `exit code 1 unless it comes out, 4 if undecided; more than once: 'epoll<event-loop', > for costlier, = for within ${samePercent} %, in one scenario: 'churn: a<b'`,
      collected,
    )
    .option('--json', 'print the results as one JSON document, verdicts in `summary`');

/** "16", or each of "1 16 64". */
function numbers(text: string, before: number[] = []): number[] {
  return [...before, wholeNumber(1, 10_000)(text)];
}

/** What each of the two ways of using results can be told beside the file itself. */
const goesWith: Record<'from' | 'resume', readonly string[]> = {
  from: ['from', 'out', 'json', 'against', 'assert'],
  resume: ['resume', 'budget', 'rounds', 'server', 'shell', 'json', 'against', 'assert'],
};

/** Throws a usage error for an option that would do nothing. */
export function requireSense(words: readonly string[], command: Command): void {
  const given = command.options.filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli');
  for (const way of ['from', 'resume'] as const) {
    if (!given.some((option) => option.attributeName() === way)) continue;
    const valid = goesWith[way];
    const stray = given.find((option) => !valid.includes(option.attributeName()));
    const what = words.length > 0 ? `'${words[0]}'` : stray?.long;
    if (what === undefined) continue;
    const why = way === 'from' ? 'renders what was measured then' : 'goes on with what was asked for then';
    throw new CliError(
      `--${way} ${why}: ${what} would do nothing. Beside it: ${valid
        .slice(1)
        .map((name) => `--${name}`)
        .join(', ')}`,
    );
  }
  if (given.some(({ long }) => long === '--shell') && !given.some(({ long }) => long === '--server')) {
    throw new CliError('--shell is for the commands of --server: there is none');
  }
}
