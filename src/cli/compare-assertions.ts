// `compare --assert 'epoll<event-loop'`: a verdict as an exit code.
import type { Analysis } from '../reports/analysis/analysis.js';
import { judgedRows, type Table } from '../reports/analysis/tables.js';
import { verdictWords } from '../reports/verdict-words.js';
import { isDecided } from '../statistics/deciding.js';
import type { CellTable } from '../trials/tables.js';
import { CliError, exitCodes, unknownWord } from './errors.js';

type Relation = '<' | '>' | '=';

export interface Assertion {
  /** Without its scenario. */
  text: string;
  /** In this scenario only, or in this table of one ("ping-pong-16"); undefined: in every table. */
  where: string | undefined;
  left: string;
  relation: Relation;
  right: string;
}

const form = "'[SCENARIO: ]MODEL<MODEL', with < for cheaper, > for costlier, = for no difference within 5 %";

/** Throws a usage error. */
export function parseAssertion(text: string): Assertion {
  const [, where, left, relation, right] =
    /^(?:\s*([\w-]+):)?\s*([^<>=:]+?)\s*([<>=])\s*([^<>=]+?)\s*$/.exec(text) ?? [];
  if (!left || !relation || !right) throw new CliError(`--assert: expected ${form}, got '${text}'`);
  return { text: `${left}${relation}${right}`, where, left, relation: relation as Relation, right };
}

/**
 * Assertions are of the baseline and another: all of them of the same baseline. `usual`: the one that there would be
 * without them, which stays it where it can. Throws a usage error.
 */
export function baselineOf(
  assertions: readonly Assertion[],
  given: string | undefined,
  usual?: string,
): string | undefined {
  const [first] = assertions;
  if (!first) return given;
  const candidates = [...(usual === undefined ? [] : [usual]), first.right, first.left];
  const baseline = given ?? candidates.find((name) => assertions.every((each) => isOf(each, name)));
  const stranger = assertions.find((each) => baseline === undefined || !isOf(each, baseline));
  if (baseline !== undefined && !stranger) return baseline;
  throw new CliError(
    `--assert '${stranger?.text}': verdicts are against the baseline${baseline === undefined ? '' : ` ${baseline}`}; one side has to be it (--baseline)`,
  );
}

/** Throws a usage error for an assertion of somebody who does not take part, or of a scenario or table that there is not. */
export function requireAsked(
  assertions: readonly Assertion[],
  { rows, tables }: { rows: readonly string[]; tables: readonly Pick<CellTable, 'scenario' | 'key'>[] },
): void {
  const places = [...new Set(tables.flatMap(({ scenario, key }) => [scenario.name, key]))];
  for (const { text, left, right, where } of assertions) {
    for (const name of [left, right]) {
      if (!rows.includes(name)) throw unknownWord(`model in --assert '${text}':`, name, rows);
    }
    if (left === right) throw new CliError(`--assert '${text}': both sides are the same`);
    if (where !== undefined && !places.includes(where)) {
      throw unknownWord(`scenario in --assert '${text}':`, where, places);
    }
  }
}

const isOf = ({ left, right }: Assertion, name: string): boolean => left === name || right === name;

type Answer = 'holds' | 'fails' | 'undecided';

/** Lines for people, and the exit code: 1 where one fails, 4 where one is undecided. */
export function settle(assertions: readonly Assertion[], analysis: Analysis): { lines: string[]; exitCode: number } {
  const answers = assertions.flatMap((assertion) => answersOf(assertion, analysis));
  const has = (answer: Answer) => answers.some((each) => each.answer === answer);
  const exitCode = has('fails') ? exitCodes.failed : has('undecided') ? exitCodes.untrusted : exitCodes.ok;
  return { lines: answers.map(({ line }) => line), exitCode };
}

function answersOf(assertion: Assertion, { tables, results }: Analysis): { answer: Answer; line: string }[] {
  const { baseline } = results.asked;
  const name = assertion.left === baseline ? assertion.right : assertion.left;
  const own = tables.filter(
    ({ scenario, key, hasVerdicts }) => hasVerdicts && [undefined, scenario.name, key].includes(assertion.where),
  );
  if (own.length === 0) {
    const where = assertion.where === undefined ? '' : `${assertion.where}: `;
    return [{ answer: 'undecided', line: `assert ${where}${assertion.text}: no such table` }];
  }
  return own.map((table) => {
    const { answer, words } = answerOf(assertion, table, { name, isTurned: assertion.left === baseline });
    return { answer, line: `assert ${table.key}: ${assertion.text}: ${answer} (${name}: ${words})` };
  });
}

function answerOf({ relation }: Assertion, table: Table, { name, isTurned }: { name: string; isTurned: boolean }) {
  const row = judgedRows(table).find(({ cell }) => cell.row === name);
  if (!row) return { answer: 'undecided' as const, words: 'not compared' };
  const words = verdictWords(row, table);
  if (!isDecided(row.verdict)) return { answer: 'undecided' as const, words };
  const came: Relation = row.verdict.kind === 'no-difference' ? '=' : row.verdict.kind === 'cheaper' ? '<' : '>';
  const expected = isTurned && relation !== '=' ? (relation === '<' ? '>' : '<') : relation;
  return { answer: came === expected ? ('holds' as const) : ('fails' as const), words };
}
