// How far to trust it: how much was decided, what this machine could tell apart, what was discarded, why it ended.
import type { Analysis } from '../../analysis/analysis.js';
import type { Row } from '../../analysis/row.js';
import { blocksText } from '../../header.js';
import { busyShare } from '../../headline.js';
import { absent } from '../../numbers.js';
import { percent, signed } from '../../verdict-words.js';
import { el, escaped } from '../svg.js';
import type { Section } from './section.js';

interface Tile {
  name: string;
  value: string;
  meaning: string;
  isWarning: boolean;
}

/** Above these, a reader should look twice. */
const warnings = { resolutionPercent: 5, keptShare: 0.9, stolenShare: 0.01, foreignShare: busyShare, loadPerCpu: 0.5 };

export function trustSection(analysis: Analysis): Section {
  const tiles = [
    decided(analysis),
    resolution(analysis),
    windows(analysis),
    disturbed(analysis),
    clientBound(analysis),
    blocks(analysis),
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

function decided({ trust: { decided: rows, undecided } }: Analysis): Tile {
  return {
    name: 'Rows decided',
    value: `${rows.count} of ${rows.of}`,
    meaning:
      undecided.length === 0
        ? 'every row that can be compared has a verdict'
        : `no verdict: ${names(undecided.map(({ row }) => row))}`,
    isWarning: rows.of > 0 && rows.count * 2 < rows.of,
  };
}

function resolution({ trust, results }: Analysis): Tile {
  const reachOf = ({ finding }: (typeof trust.controls)[number]) => finding?.resolutionPercent ?? 0;
  const sorted = [...trust.controls].sort((a, b) => reachOf(b) - reachOf(a));
  const known = sorted.flatMap(({ finding }) => finding ?? []);
  const worst = Math.max(...known.map(({ resolutionPercent }) => resolutionPercent));
  const texts = sorted.map(
    ({ table, finding }) =>
      `${table.key} ${finding === undefined ? absent : `${signed(finding.lowPercent)}…${signed(finding.highPercent)} %`}`,
  );
  const biased = known.some(({ isBiased }) => isBiased)
    ? ' It excludes 0: something here favours one of two equals.'
    : '';
  return {
    name: 'A/A control',
    value: known.length === 0 ? absent : `±${percent(worst)}`,
    meaning:
      known.length === 0
        ? 'too few blocks to say what can be told apart'
        : `${results.asked.baseline} against itself, the widest first: ${someOf(texts)}.${biased}`,
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
    meaning: `${kept} of ${all}; the others had stolen time, a load of others, throttling, or late clocks`,
    isWarning: share < warnings.keptShare,
  };
}

const shareText = (share: number): string => percent(Math.floor(1000 * share) / 10);

function disturbed({ trust: { trials, disturbed: rows } }: Analysis): Tile {
  const out = rows.length === 0 ? 'every row has some that count' : `none counts of ${names(rows)}`;
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

function blocks({ results }: Analysis): Tile {
  const [count = '', why = ''] = blocksText(results).split(' (');
  return {
    name: 'Blocks',
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
