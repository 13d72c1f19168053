// How far to trust it: what this machine could tell apart, what was discarded, why the rounds ended.
import type { Analysis } from '../../analysis/analysis.js';
import type { Row } from '../../analysis/row.js';
import { roundsText } from '../../header.js';
import { absent } from '../../numbers.js';
import { percent } from '../../verdict-words.js';
import { el, escaped } from '../svg.js';
import type { Section } from './section.js';

interface Tile {
  name: string;
  value: string;
  meaning: string;
  isWarning: boolean;
}

/** Above these, a reader should look twice. */
const warnings = { resolutionPercent: 5, keptShare: 0.9, stolenShare: 0.01, foreignShare: 0.05, loadPerCpu: 0.5 };

export function trustSection(analysis: Analysis): Section {
  const tiles = [
    resolution(analysis),
    windows(analysis),
    disturbed(analysis),
    clientBound(analysis),
    rounds(analysis),
    machine(analysis),
  ];
  return {
    id: 'trust',
    title: 'How far to trust it',
    lead: 'Before any difference is believed: what the same model measured twice differs by, and what had to be thrown away.',
    content: el('dl', { class: 'tiles' }, ...tiles.map(tile)),
  };
}

const tile = ({ name, value, meaning, isWarning }: Tile): string =>
  el(
    'div',
    { class: isWarning ? 'tile warning' : 'tile' },
    el('dt', {}, escaped(name)),
    el('dd', { class: 'value' }, escaped(`${isWarning ? '⚠ ' : ''}${value}`)),
    el('dd', { class: 'meaning' }, escaped(meaning)),
  );

function resolution({ trust, results }: Analysis): Tile {
  const sorted = [...trust.resolutions].sort((a, b) => (b.percent ?? 0) - (a.percent ?? 0));
  const known = sorted.flatMap(({ percent: each }) => each ?? []);
  const worst = Math.max(...known);
  const texts = sorted.map(
    ({ table, percent: each }) => `${table.key} ${each === undefined ? absent : `±${percent(each)}`}`,
  );
  return {
    name: 'A/A control',
    value: known.length === 0 ? absent : `±${percent(worst)}`,
    meaning:
      known.length === 0
        ? 'too few rounds to say what can be told apart'
        : `${results.asked.baseline} against itself, at worst: ${someOf(texts)}`,
    isWarning: known.length === 0 || worst > warnings.resolutionPercent,
  };
}

function windows({
  trust: {
    windows: { kept, all },
  },
}: Analysis): Tile {
  const share = all === 0 ? 1 : kept / all;
  return {
    name: 'Windows kept',
    value: all === 0 ? absent : shareText(share),
    meaning: `${kept} of ${all}; the others had stolen time, a foreign load, or a slow yardstick`,
    isWarning: share < warnings.keptShare,
  };
}

const shareText = (share: number): string => percent(Math.floor(1000 * share) / 10);

function disturbed({ trust: { trials, disturbed: rows } }: Analysis): Tile {
  const out = rows.length === 0 ? 'no row lost its verdict by it' : `no verdict for ${names(rows)}`;
  return {
    name: 'Disturbed trials',
    value: `${trials.disturbed} of ${trials.all}`,
    meaning: `queued again ${trials.queuedAgain} times; failed ${trials.failed}; ${out}`,
    isWarning: rows.length > 0,
  };
}

function clientBound({ trust: { clientBound: rows } }: Analysis): Tile {
  return {
    name: 'Client-bound rows',
    value: String(rows.length),
    meaning: rows.length === 0 ? 'the client was nowhere the limit' : `rates print as ≥: ${names(rows)}`,
    isWarning: rows.length > 0,
  };
}

/** The others stand below their tables. */
const mostNamed = 4;

const someOf = (texts: readonly string[]): string =>
  texts.slice(0, mostNamed).join(', ') + (texts.length > mostNamed ? ` and ${texts.length - mostNamed} more` : '');

const names = (rows: readonly Row[]): string =>
  someOf(rows.map(({ cell }) => `${cell.row} (${cell.scenario}${cell.client === 'native' ? '' : `, ${cell.client}`})`));

function rounds({ results }: Analysis): Tile {
  const [count = '', why = ''] = roundsText(results).split(' (');
  return {
    name: 'Rounds',
    value: count,
    meaning: `ended: ${why.replace(')', '')}`,
    isWarning: results.ended === 'interrupted',
  };
}

function machine({
  trust: { stolenShare = 0, foreignShare = 0 },
  results: {
    machine: { loadBefore, cpus },
  },
}: Analysis): Tile {
  return {
    name: 'Stolen and foreign time',
    value: `${percent(100 * stolenShare)} · ${percent(100 * foreignShare)}`,
    meaning: `of the CPU time, by the hypervisor and by other processes; load before: ${loadBefore}`,
    isWarning:
      stolenShare > warnings.stolenShare ||
      foreignShare > warnings.foreignShare ||
      loadBefore > warnings.loadPerCpu * cpus,
  };
}
