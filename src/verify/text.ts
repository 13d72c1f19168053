// How a verification reads on a terminal: a line per check, then what failed with what to look at, then a summary.
import { wrapped } from '../reports/text-table.js';
import { printable } from '../text/printable.js';
import type { Check } from './check.js';
import { meanings } from './expectations.js';
import { counted } from './quantities.js';
import { checks } from './registry.js';
import type { CheckResult, Request } from './run-checks.js';

export interface TextStyle {
  columns: number;
  isColoured: boolean;
}

const marks = { holds: '✓', failed: '✗', skipped: '–' } as const;
const colours = { holds: '32', failed: '31', skipped: '2' } as const;
const mostColumns = 100;
/** Less than this changes no verdict that a user would wonder about. */
const tellingSlowness = 2;
const nameWidth = Math.max(...checks.map(({ name }) => name.length));
const labelWidth = 'Usually '.length;

export function heading({ command, expected, atOnce, slowness }: Request, style: TextStyle): string {
  const claim = expected
    ? [`Expected: ${expected}: ${meanings[expected]}${expected === 'spst' ? '' : ` (${atOnce} at once)`}`]
    : [];
  const slow =
    slowness < tellingSlowness
      ? []
      : [`This machine is ${slowness.toFixed(1)} × as slow as usual, so each wait is as much longer.`];
  return [`Server: ${printable(command.text)}`, ...claim, ...slow]
    .map((line) => `${paragraph(line, style, 2)}\n`)
    .join('')
    .concat('\n');
}

export const nameCell = ({ name }: Check): string => name.padEnd(nameWidth);

export function resultLine({ check, result, saw }: CheckResult, style: TextStyle): string {
  const indent = 2 + 2 + nameWidth + 2;
  const text = paragraph(saw, style, indent);
  return `  ${coloured(marks[result], colours[result], style)} ${nameCell(check)}  ${text}\n`;
}

export function conclusion(results: readonly CheckResult[], style: TextStyle): string {
  const failures = results.filter(({ result }) => result === 'failed');
  return [
    '',
    ...failures.map((failure) => explained(failure, style)),
    `${paragraph(summary(results), style, 0)}\n`,
  ].join('\n');
}

export function listing(style: TextStyle): string {
  return checks.map((check) => `${check.name}\n${details(check, style)}\n`).join('\n');
}

function explained({ check, saw }: CheckResult, style: TextStyle): string {
  const title = paragraph(`${marks.failed} ${check.name}: ${saw}`, style, 2);
  return `${coloured(title, colours.failed, style)}\n${details(check, style)}\n`;
}

function details({ does, usually, lookAt }: Check, style: TextStyle): string {
  const labelled = (label: string, text: string) =>
    `  ${label.padEnd(labelWidth)} ${paragraph(text, style, labelWidth + 3)}`;
  const [first = '', ...others] = lookAt;
  const more = others.map((each) => labelled('', each));
  return [labelled('Did', does), labelled('Usually', usually), labelled('Look at', first), ...more].join('\n');
}

function summary(results: readonly CheckResult[]): string {
  const count = (wanted: CheckResult['result']) => results.filter(({ result }) => result === wanted).length;
  const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : '';
  const failed = results.filter(({ result }) => result === 'failed').map(({ check }) => check.name);
  if (failed.length === 0 && count('holds') === 1) return `The check holds${skipped}.`;
  if (failed.length === 0) return `All ${counted(count('holds'), 'check')} hold${skipped}.`;
  const told = `${failed.length} of ${counted(count('holds') + failed.length, 'check')} failed (${failed.join(', ')})${skipped}.`;
  const isEchoWrong = failed.length > 1 && failed.includes('echo');
  return isEchoWrong ? `${told} Mend echo first: others may fail for the same reason.` : told;
}

/** Lines after the first are indented as far as the first one's text is. */
function paragraph(text: string, { columns }: TextStyle, indent: number): string {
  return wrapped(text, Math.min(columns, mostColumns) - indent).join(`\n${' '.repeat(indent)}`);
}

const coloured = (text: string, code: string, { isColoured }: TextStyle): string =>
  isColoured ? `\x1b[${code}m${text}\x1b[0m` : text;
