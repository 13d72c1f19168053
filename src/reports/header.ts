// What stands above the tables: on what, with what and how often it was measured, and how to read it all.
import type { Results } from '../trials/results.js';
import type { Scenario } from '../trials/scenario.js';
import { resourceOf } from './figure-texts.js';
import { counted, duration, listed, significant } from './numbers.js';

const endings: Record<Results['ended'], string> = {
  decided: 'every row is decided',
  blocks: 'as many as the plan has',
  budget: 'the time budget was used up',
  interrupted: 'interrupted',
};

/** "24 blocks (every row is decided)". */
export const blocksText = ({ blocks, ended }: Pick<Results, 'blocks' | 'ended'>): string =>
  `${counted(blocks.length, 'block')} (${endings[ended]})`;

/** What and how; on which machine. */
export function headerOf(results: Results): string[] {
  const { seed, forkroad, duration: time } = results;
  return [
    `forkroad ${forkroad} · ${blocksText(results)} in ${duration(time.tookMs)} · seed ${seed} · ${results.startedAt.slice(0, 16).replace('T', ' ')} UTC`,
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

export function machineText({ machine }: Pick<Results, 'machine'>): string {
  const memory = `${Math.round(machine.memoryKb / 2 ** 20)} GB`;
  return `${cpusText(machine)}, ${memory} · ${machine.kernel} · Node ${machine.node}`;
}

/** What was allowed of them comes first: it is what the figures are of. */
function cpusText({ cpus, cpu, cpusAllowed, cpuQuota }: Results['machine']): string {
  const allowed = cpusAllowed < cpus ? `${cpusAllowed} of ` : '';
  const quota = cpuQuota === null ? '' : `, a quota of ${significant(cpuQuota)} CPUs`;
  return `${allowed}${cpus} × ${cpu}${quota}`;
}

/** How all tables are read. */
export const legend = (baseline: string): string =>
  'Medians of the blocks. ± is half of the 95 % interval of the median; of fewer than 6 blocks, the range. A verdict rests on ' +
  `a row's ratio to ${baseline} in each block, and on the interval of that ratio (in brackets; as ± in its column). ` +
  '≥: the client was at its limit. Figures hold for this machine.';

export const readingOf = (scenario: Scenario): string =>
  `Shows ${scenario.shows}. ${scenario.placement ? 'The client has a CPU to itself, where there are two. ' : ''}${scenario.hasVerdicts === false ? 'Ranked by' : 'Compared'}: ${resourceOf(scenario)}, less is better.`;
