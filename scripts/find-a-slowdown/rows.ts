// The rows of a table whose truth is known: the same model, as it is and with more CPU per message.
import { pingPong } from '../../src/scenarios/ping-pong.js';
import type { Scenario } from '../../src/trials/scenario.js';

export interface PlantedRow {
  name: string;
  /** How much more CPU a message costs; 0: nothing differs. */
  percent: number;
}

/** What a comparison shall tell apart, and what it shall not. */
export const slowerRows: readonly PlantedRow[] = [
  { name: 'the same again', percent: 0 },
  { name: '5 % slower', percent: 5 },
  { name: '10 % slower', percent: 10 },
];

/** Rows of which each verdict that tells one apart is false. */
export const nullRows = (count: number): PlantedRow[] =>
  Array.from({ length: count }, (_, i) => ({ name: `the same, ${i + 1}`, percent: 0 }));

/** ping-pong with these rows, and the baseline twice. `cpuUsPerMessage`: what a message costs as it is. */
export function plantedScenario(rows: readonly PlantedRow[], cpuUsPerMessage: number): Scenario {
  const variant = ({ name, percent }: PlantedRow) => ({
    name,
    serverOptions: percent === 0 ? [] : ['--work', `cpu:${Math.round(cpuUsPerMessage * percent * 10)}ns`],
  });
  return {
    ...pingPong,
    tablePer: 'model',
    variants: [{ name: 'as it is', serverOptions: [] }, ...rows.map(variant)],
  };
}
