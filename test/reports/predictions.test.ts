// Predictions against what came: counted, told in words, and left open where nothing can be said.
import test from 'ava';
import { analyse } from '../../src/reports/analysis/analysis.js';
import type { Predicted } from '../../src/reports/analysis/predictions.js';
import { cameText, expectationText, predictionsSentence } from '../../src/reports/prediction-texts.js';
import type { Results } from '../../src/trials/results.js';
import { everyKind, known } from './every-kind.js';
import { baseline, sampleBlocks, sampleCell, sampleResults } from './sample-results.js';

const factors = [1, 2, 1, 1, 3, 1, 1];

function predictedOf(results: Results, model: string): Predicted {
  const found = analyse(results).predictions.find(({ row }) => row.cell.row === model);
  if (!found) throw new Error(`nothing is predicted of ${model}`);
  return found;
}

const inWords = (results: Results, model: string): string[] => {
  const predicted = predictedOf(results, model);
  return [expectationText(predicted), cameText(predicted).replace(/ by .*| \(.*/, ''), predicted.agreement];
};

test('cheaper as predicted, cheaper against it, and what cannot be told', (t) => {
  const results = sampleResults(sampleBlocks(factors, { epoll: 5, 'fork-per-connection': 8, 'thread-pool': 14 }));
  t.deepEqual(inWords(results, 'epoll'), ['cheaper', 'cheaper', 'as-predicted']);
  t.deepEqual(inWords(results, 'fork-per-connection'), ['costlier', 'cheaper', 'otherwise']);
  t.deepEqual(inWords(results, 'thread-pool'), ['no different', 'costlier', 'otherwise']);
  const few = sampleResults(sampleBlocks([1, 1], { epoll: 5 }));
  t.deepEqual(inWords(few, 'epoll'), ['cheaper', 'no verdict: about 0.50 ×, 2 blocks', 'open']);
});

test('who serves fewer than asked does not hold the scenario, whatever it costs', (t) => {
  const serving = (served: number) =>
    sampleResults(
      sampleBlocks(factors, { iterative: 5, epoll: 5 }, (trial) =>
        trial.model === baseline ? trial : { ...trial, served },
      ),
    );
  t.deepEqual(inWords(serving(1), 'iterative'), ['cannot hold it', '1 of 16 served', 'as-predicted']);
  t.deepEqual(inWords(serving(1), 'epoll'), ['cheaper', '1 of 16 served', 'otherwise']);
  t.deepEqual(inWords(serving(16), 'iterative'), ['cannot hold it', 'held it', 'otherwise']);
});

test('what was impossible was not put to the test', (t) => {
  const results = sampleResults(sampleBlocks(factors, {}));
  const key = { scenario: 'ping-pong', row: 'fork-per-connection', model: 'fork-per-connection', connections: 16 };
  results.cells.push({ ...sampleCell(key), impossible: 'too many' });
  t.deepEqual(inWords(results, 'fork-per-connection'), ['costlier', 'impossible: too many', 'not-measured']);
});

test('without verdicts it counts what is so in every block', (t) => {
  const { predictions } = analyse(everyKind({ only: ['crash'] }), known);
  const came = Object.fromEntries(predictions.map((each) => [each.row.cell.row, cameText(each)]));
  t.is(came['forked-thread-pools'], 'lower in every block');
  t.is(came['thread-pool'], 'no different in every block');
  t.is(came.iterative, '1 of 16 served');
});

test('a program of someone else’s, and the baseline against itself, have no prediction', (t) => {
  const names = analyse(everyKind({ only: ['mixed'] }), known).predictions.map(({ row }) => row.cell.row);
  t.false(names.some((name) => name.startsWith('textbook')));
  t.false(names.includes(baseline));
});

test('the sentence counts; of two clients, only the first is counted', (t) => {
  const { predictions } = analyse(everyKind({ isHttp: true }), known);
  t.deepEqual([...new Set(predictions.map(({ table }) => table.client))], ['native']);
  const agreeing = (agreement: Predicted['agreement']) =>
    predictions.filter((each) => each.agreement === agreement).length;
  const [as, otherwise, open] = [agreeing('as-predicted'), agreeing('otherwise'), agreeing('open')];
  const text = predictionsSentence(predictions);
  t.is(text, `${predictions.length} predictions: ${as} right, ${otherwise} wrong, ${open} undecided.`);
  t.is(predictionsSentence([]), 'No prediction was put to the test.');
});
