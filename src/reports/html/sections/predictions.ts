// What was predicted of each model, against what came.
import type { Analysis } from '../../analysis/analysis.js';
import type { Predicted } from '../../analysis/predictions.js';
import { agreements, predictionsGrid, predictionsMatrix, predictionsSentence } from '../../prediction-texts.js';
import { table as dataTable, folded, scrolling } from '../data-table.js';
import { el, escaped } from '../svg.js';
import type { Section } from './section.js';

/** Undefined where nothing is predicted of these models. */
export function predictionsSection({ predictions, results }: Analysis): Section | undefined {
  if (predictions.length === 0) return undefined;
  const tables = [...new Set(predictions.map(({ table }) => table))];
  const otherwise = predictions.filter(({ agreement }) => agreement === 'otherwise');
  const all = tables.map((table) =>
    dataTable(
      predictionsGrid(
        predictions.filter((each) => each.table === table),
        table.title,
      ),
      'texts',
    ),
  );
  return {
    id: 'predictions',
    title: 'Predicted and measured',
    lead: 'Each scenario says beforehand where each model will stand against the baseline, and why. Where it came otherwise, there is something to learn.',
    content: [
      el('p', { class: 'finding' }, escaped(predictionsSentence(predictions))),
      matrix(
        predictions,
        results.models.map(({ name }) => name),
      ),
      otherwise.length > 0 ? dataTable(surprises(otherwise), 'texts') : '',
      folded('Every prediction, and why', ...all),
    ].join(''),
  };
}

function surprises(otherwise: readonly Predicted[]) {
  const caption = 'What came otherwise.';
  const { head, rows } = predictionsGrid(otherwise, caption);
  const named = rows.map((row, i) => [otherwise[i]?.table.key ?? '', ...row.slice(0, -1)]);
  return { caption, head: ['table', ...head.slice(0, -1)], rows: named };
}

const otherwiseSign = agreements.otherwise.sign;

function matrix(predictions: readonly Predicted[], models: readonly string[]): string {
  const { caption, head, rows } = predictionsMatrix(predictions, models);
  const cell = (text: string) => el('td', { class: text === otherwiseSign ? 'bad' : undefined }, escaped(text));
  return scrolling(
    'Predictions by table and model',
    el(
      'table',
      { class: 'matrix' },
      el('caption', {}, escaped(caption)),
      el(
        'thead',
        {},
        el('tr', {}, ...head.map((text, i) => el('th', { scope: 'col', class: i > 0 && 'model' }, escaped(text)))),
      ),
      el(
        'tbody',
        {},
        ...rows.map(([name = '', ...signs]) =>
          el('tr', {}, el('th', { scope: 'row' }, escaped(name)), ...signs.map(cell)),
        ),
      ),
    ),
  );
}
