// The scenario with planted slowdowns: ping-pong on the same model, as it is and with more CPU per message.
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { compareRounds, type Verdict } from '../../src/statistics/verdicts.js';
import { controlRow } from '../../src/trials/cells.js';
import type { Results } from '../../src/trials/results.js';
import type { Scenario } from '../../src/trials/scenario.js';
import { logRatiosOf } from '../../src/trials/tables.js';

export const plantedPercents = [0, 5, 10] as const;

const baselineRow = 'as it is';
export const rowOf = (percent: number): string => (percent === 0 ? 'the same again' : `${percent} % slower`);

/** `cpuUsPerMessage`: what a message costs as it is. */
export function plantedScenario(cpuUsPerMessage: number): Scenario {
  const slower = (percent: number) => ({
    name: rowOf(percent),
    serverOptions: percent === 0 ? [] : ['--work', `cpu:${Math.round(cpuUsPerMessage * percent * 10)}ns`],
  });
  return {
    ...pingPong,
    tablePer: 'model',
    variants: [{ name: baselineRow, serverOptions: [] }, ...plantedPercents.map(slower)],
  };
}

/** In the order of `plantedPercents`. */
export function verdictsOf({ cells, rounds }: Results): Verdict[] {
  const baseline = cells.find(({ role }) => role === 'baseline');
  const logRatios = (name: string) => {
    const cell = cells.find(({ row }) => row === name);
    if (!cell || !baseline) throw new Error(`the results have no row '${name}'`);
    return logRatiosOf(cell, baseline, pingPong.primary, rounds);
  };
  const rows = plantedPercents.map((percent) => ({ name: rowOf(percent), logRatios: logRatios(rowOf(percent)) }));
  return compareRounds({ rows, control: logRatios(controlRow) }).rows.map(({ verdict }) => verdict);
}
