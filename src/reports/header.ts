// What stands above the tables: on what, with what and how often it was measured, and how to read it all.
import type { Results } from '../trials/results.js';
import type { Scenario } from '../trials/scenario.js';
import { resourceOf } from './figure-texts.js';
import { counted, duration, listed } from './numbers.js';

const endings: Record<Results['ended'], string> = {
  precise: 'every interval is narrow enough',
  rounds: 'as many as were asked for',
  budget: 'the time budget was used up',
  interrupted: 'interrupted',
};

/** "10 rounds (every interval is narrow enough)". */
export const roundsText = ({ rounds, ended }: Results): string =>
  `${counted(rounds.length, 'round')} (${endings[ended]})`;

/** What and how; on which machine. */
export function headerOf(results: Results): string[] {
  const { seed, forkroad, duration: time } = results;
  return [
    `forkroad ${forkroad} · ${roundsText(results)} in ${duration(time.tookMs)} · seed ${seed} · ${results.startedAt.slice(0, 16).replace('T', ' ')} UTC`,
    machineText(results),
    ...spinning(results),
    ...results.absent.map(({ name, why }) => `Without ${name}, which cannot run here: ${why}`),
  ];
}

/** Of everyone else's CPU, what the runtime uses by itself is taken off. */
function spinning({ models }: Results): string[] {
  const names = models.filter(({ spins }) => spins).map(({ name }) => name);
  if (names.length === 0) return [];
  const verb = names.length === 1 ? 'uses' : 'use';
  return [`${listed(names)} ${verb} a CPU without clients, too: all of it counts as CPU of the messages.`];
}

export function machineText({ machine }: Results): string {
  const memory = `${Math.round(machine.memoryKb / 2 ** 20)} GB`;
  return `${machine.cpus} × ${machine.cpu}, ${memory} · ${machine.kernel} · Node ${machine.node}`;
}

/** How all tables are read. */
export const legend = (baseline: string): string =>
  'Medians over the rounds. ± is half of the 95 % interval of the median; of fewer than 6 rounds, the range. Verdicts are of ' +
  `the ratio to ${baseline} within each round. ≥: the client was at its limit. Figures hold for this machine.`;

export const readingOf = (scenario: Scenario): string =>
  `Shows ${scenario.shows}. ${scenario.hasVerdicts === false ? 'Ranked by' : 'Compared'}: ${resourceOf(scenario)}, less is better.`;
