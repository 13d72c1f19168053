// What stands above the tables: on what, with what and how often it was measured, and how to read it all.
import type { Results } from '../trials/results.js';
import type { Scenario } from '../trials/scenario.js';
import { counted, duration } from './numbers.js';

/** What and how; on which machine. */
export function headerOf(results: Results): string[] {
  const { machine, rounds, asked, seed, forkroad, interrupted, duration: time } = results;
  const finished = interrupted
    ? `${rounds.length} of ${asked.rounds} rounds (interrupted)`
    : counted(rounds.length, 'round');
  const memory = `${Math.round(machine.memoryKb / 2 ** 20)} GB`;
  return [
    `forkroad ${forkroad} · ${finished} in ${duration(time.tookMs)} · seed ${seed} · ${results.startedAt}`,
    `${machine.cpus} × ${machine.cpu}, ${memory} · ${machine.kernel} · Node ${machine.node}`,
  ];
}

/** How all tables are read. */
export const legend = (baseline: string): string =>
  `Medians over the rounds, with the range; ± is how far the farthest round lies. × baseline is the ratio to ` +
  `${baseline} within each round: below 1 costs less. Processes and threads are the most at once. Figures hold for this machine.`;

export const readingOf = ({ shows, unit, primary }: Scenario): string =>
  `Shows ${shows}. Compared: ${primary === 'pssKbPerConnection' ? 'memory' : 'CPU'} per ${unit}, less is better.`;
