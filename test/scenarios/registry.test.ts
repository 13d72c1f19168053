// Every scenario: what is expected of each model is said, and its table can be read in a terminal of 80 columns.
import test from 'ava';
import { models } from '../../src/models/registry.js';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { terminal } from '../../src/reports/formats/terminal.js';
import { scenarios } from '../../src/scenarios/registry.js';
import { type Figures, noFigures } from '../../src/trials/figures.js';
import { baseline, sampleResults } from '../reports/sample-results.js';
import { claimedModels } from './claimed.js';

const counts = [
  { workers: 2, threads: 64, loops: 2 },
  { workers: 1, threads: 1, loops: 2 },
];

const someFigures = Object.fromEntries(Object.keys(noFigures).map((name) => [name, 12_345.6])) as Figures;

for (const scenario of scenarios) {
  test(`${scenario.name}: a place and a reason for every model`, (t) => {
    for (const model of [...models, ...Object.values(claimedModels)]) {
      for (const each of counts) {
        const [connections = 0] = scenario.connections(model, [16]);
        const { place, because } = scenario.predict(model, each, connections);
        t.true(place === null || (Number.isInteger(place) && place >= 1), `${model.name}: ${place}`);
        t.regex(because, /^[^.]{10,}[^.]$/, model.name);
      }
    }
  });

  test(`${scenario.name}: its table fits a terminal of 80 columns`, (t) => {
    const rows = scenario.variants?.map(({ name }) => name) ?? models.map(({ name }) => name);
    const trials = rows.map((row) => ({ scenario: scenario.name, model: baseline, row, figures: someFigures }));
    const text = terminal(analyse(sampleResults([trials, trials])), { columns: 80, colour: false });
    for (const row of rows) t.regex(text, new RegExp(`(^| )${row} `, 'm'), row); // the sizes of a sweep stand in one line
    t.deepEqual(
      text.split('\n').filter((line) => line.length > 80),
      [],
    );
    t.notRegex(text, /NaN|undefined|\bnull\b/);
  });

  test(`${scenario.name}: its question and what it shows fit a sentence`, (t) => {
    t.regex(scenario.question, /^[A-Z].*\?$/);
    t.regex(scenario.shows, /^[a-z].*[^.]$/);
    t.regex(scenario.does(16), /\d/);
  });
}
