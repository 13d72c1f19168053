// `--assert 'p99<5ms'`: read from the command line, and told and turned into an exit code when the run is over.
import { type Assertion, type Figure, judge, type Operator, operators } from '../load/assertion.js';
import type { LoadDocument } from '../load/document.js';
import { CliError, exitCodes, unknownWord } from './errors.js';
import { durationNs } from './units.js';

const figures: Record<string, Figure> = {
  p50: 'p50',
  p90: 'p90',
  p99: 'p99',
  p999: 'p999',
  'p99.9': 'p999',
  max: 'max',
  rate: 'rate',
  errors: 'errors',
  unanswered: 'unanswered',
};

/** One more, for an option that may be repeated. */
export function withAssertion(text: string, before: Assertion[] = []): Assertion[] {
  return [...before, assertion(text)];
}

export function assertion(text: string): Assertion {
  const [, name = '', operator = '', limit = ''] = /^\s*([^\s<>=!]*)\s*([<>=!]*)\s*(.*?)\s*$/.exec(text) ?? [];
  const figure = figures[name.toLowerCase()];
  if (figure === undefined) throw unknownWord(`figure in --assert '${text}':`, name, Object.keys(figures));
  if (!isOperator(operator)) {
    throw new CliError(`--assert '${text}': expected one of ${operators.join(' ')}, got '${operator}'`);
  }
  return { text, figure, operator, limit: limitOf(figure, limit, text) };
}

const isOperator = (text: string): text is Operator => (operators as readonly string[]).includes(text);

function limitOf(figure: Figure, limit: string, text: string): number {
  if (figure === 'errors' || figure === 'unanswered' || figure === 'rate') {
    const match = (figure === 'rate' ? /^(\d+(?:\.\d+)?)(?:\s*\/s)?$/ : /^(\d+)$/).exec(limit);
    const example = figure === 'rate' ? 'a rate such as 50000/s' : 'a count such as 0';
    if (!match) throw new CliError(`--assert '${text}': expected ${example}, got '${limit}'`);
    return Number(match[1]);
  }
  try {
    return durationNs(limit) / 1000;
  } catch (error) {
    throw new CliError(`--assert '${text}': ${(error as Error).message}`);
  }
}

/** Says which do not hold, or cannot be told, with what came; the exit code of the run. */
export function settle(assertions: readonly Assertion[], document: LoadDocument): number {
  const judged = assertions.map((assertion) => ({ assertion, ...judge(assertion, document) }));
  for (const { assertion, outcome, reason } of judged) {
    if (outcome === 'holds') continue;
    const verdict = outcome === 'broken' ? 'does not hold' : 'cannot be told';
    process.stderr.write(`forkroad: ${assertion.text} ${verdict}: ${reason}\n`);
  }
  if (document.failed !== null || judged.some(({ outcome }) => outcome === 'broken')) return exitCodes.failed;
  return judged.some(({ outcome }) => outcome === 'untrusted') ? exitCodes.untrusted : exitCodes.ok;
}
