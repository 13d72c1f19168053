// Predictions against what came, in words.
import type { Agreement, Expectation, Predicted } from './analysis/predictions.js';
import { comparingOf } from './figure-texts.js';
import type { Grid } from './grid.js';
import { counted } from './numbers.js';
import { rowName } from './row-names.js';
import { verdictWords } from './verdict-words.js';

export const agreements: Record<Agreement, { sign: string; words: string }> = {
  'as-predicted': { sign: '✓', words: 'right' },
  otherwise: { sign: '✗', words: 'wrong' },
  open: { sign: '?', words: 'undecided' },
  'not-measured': { sign: '–', words: 'not measured' },
};

/** "40 predictions: 31 right, 5 wrong, 4 undecided. 2 were not measured." */
export function predictionsSentence(predictions: readonly Predicted[]): string {
  const count = (agreement: Agreement) => predictions.filter((each) => each.agreement === agreement).length;
  const [open, left] = [count('open'), count('not-measured')];
  const put = predictions.length - left;
  if (put === 0) return 'No prediction was put to the test.';
  return [
    `${counted(put, 'prediction')}: ${count('as-predicted')} right, ${count('otherwise')} wrong, ${open} undecided.`,
    left === 0 ? '' : ` ${left} ${left === 1 ? 'was' : 'were'} not measured.`,
  ].join('');
}

/** "cheaper", "no different", "cannot hold it". */
export function expectationText({ expected, table }: Predicted): string {
  const { less, more } = comparingOf(table.scenario);
  const words: Record<Expectation, string> = {
    ...{ less, more, same: 'no different' },
    ...{ cannot: 'cannot hold it', holds: 'holds it' },
  };
  return words[expected];
}

export function cameText(predicted: Predicted): string {
  const { row, table, came, agreement } = predicted;
  const { verdict, served, cell } = row;
  if (came === 'holds') return 'held it';
  if (came === 'cannot' && served !== undefined) return `${served} of ${cell.connections} served`;
  if (came !== undefined && !table.hasVerdicts && verdict.kind !== 'failed') {
    return `${expectationText({ ...predicted, expected: came })} in every block`;
  }
  if (agreement === 'open' && !table.hasVerdicts) return "can't tell: not the same in every block";
  return agreement === 'not-measured' && verdict.kind !== 'impossible' ? 'not measured' : verdictWords(row, table);
}

export const agreementText = ({ agreement }: Predicted): string => {
  const { sign, words } = agreements[agreement];
  return `${sign} ${words}`;
};

export const predictionsGrid = (predictions: readonly Predicted[], caption: string): Grid => ({
  caption,
  head: ['model', 'predicted', 'because', 'came', ''],
  rows: predictions.map((each) => [
    rowName(each.row, each.table),
    expectationText(each),
    each.because,
    cameText(each),
    agreementText(each),
  ]),
});

/** A sign for each table and model, in the order of `models`: where they surprise. */
export function predictionsMatrix(predictions: readonly Predicted[], models: readonly string[]): Grid {
  const names = models.filter((name) => predictions.some(({ row }) => row.cell.row === name));
  const tables = [...new Set(predictions.map(({ table }) => table))];
  const signOf = (key: string, name: string): string => {
    const found = predictions.find(({ table, row }) => table.key === key && row.cell.row === name);
    return found ? agreements[found.agreement].sign : '';
  };
  const keys = tables.map(({ key }) => key);
  const isTurned = names.length > keys.length; // names are longer than signs
  const meanings = Object.values(agreements).map(({ sign, words }) => `${sign} ${words}`);
  return {
    caption: `${meanings.join(', ')}; empty: the baseline, or no prediction.`,
    head: ['', ...(isTurned ? keys : names)],
    rows: isTurned
      ? names.map((name) => [name, ...keys.map((key) => signOf(key, name))])
      : keys.map((key) => [key, ...names.map((name) => signOf(key, name))]),
  };
}
