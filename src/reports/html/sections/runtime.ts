// The model apart from the runtime: twins in two languages, and what each server is and costs before any client.
import type { Analysis } from '../../analysis/analysis.js';
import { figure } from '../chart.js';
import { decomposition } from '../charts/decomposition.js';
import { atRestTables } from './at-rest.js';
import type { Section } from './section.js';

/** Its content is empty where there are neither twins nor servers at rest. */
export function runtimeSection(analysis: Analysis): Section {
  const twins = analysis.twins.filter(({ costs }) => costs.length > 0);
  return {
    id: 'runtime',
    title: 'Model and runtime',
    lead: 'The same model in two languages tells what is the model and what is the runtime.',
    content: twins.map((pair) => figure(decomposition(pair, analysis.results))).join('') + atRestTables(analysis),
  };
}
