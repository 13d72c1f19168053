// Twins: how much of what a model costs in TypeScript is the model, and how much the runtime adds.
import type { Results } from '../../../trials/results.js';
import type { TwinCosts, TwinPair } from '../../analysis/twins.js';
import { bareAmount, resourceOf } from '../../figure-texts.js';
import { factor } from '../../numbers.js';
import type { Chart, Drawing, Frame } from '../chart.js';
import { markOf } from '../marks.js';
import { linearScale } from '../scale.js';
import { el, label } from '../svg.js';
import { boldness, widest } from '../text-width.js';

const rowPx = { wide: 44, narrow: 62 };
const barPx = 20;
const topPx = 10;
const bottomPx = 40;
const gapPx = 14;

export function decomposition({ nativeName, runtimeName, costs, missing }: TwinPair, results: Results): Chart {
  const without = missing.map(({ table, reason }) => `${table.key} (${reason})`);
  return {
    id: `runtime-${runtimeName}`,
    title: `${runtimeName} = ${nativeName} + runtime`,
    reading:
      `The filled part is what the same model costs in C++ (${nativeName}); the hatched part is what the runtime adds ` +
      `in TypeScript (${runtimeName}). Each bar is 100 % of the costlier twin.` +
      (without.length > 0 ? ` Left out: ${without.join('; ')}.` : ''),
    data: {
      caption: `Cost of ${runtimeName} and of its native twin ${nativeName}`,
      head: ['scenario', 'resource', nativeName, runtimeName, 'runtime adds', '×', 'from', 'to', 'blocks'],
      rows: costs.map(dataRow),
    },
    draw: (frame) => draw(costs, results, frame),
  };
}

/** "2.23 × (2.10–2.31)": the whole by the native part, in words where it is near 1. */
const ratioText = ({ ratio }: TwinCosts): string =>
  `${factor(ratio.median)} × (${factor(ratio.low)}–${factor(ratio.high)})`;

const amounts = ({ table: { scenario }, nativeCost, runtimeCost }: TwinCosts) => {
  const amount = (value: number) => bareAmount(scenario.primary, value, scenario.unit);
  const added = runtimeCost.median - nativeCost.median;
  return {
    native: amount(nativeCost.median),
    runtime: amount(runtimeCost.median),
    added: `${added < 0 ? '−' : '+'}${amount(Math.abs(added))}`,
  };
};

function dataRow(cost: TwinCosts): string[] {
  const { native, runtime, added } = amounts(cost);
  const { ratio, table } = cost;
  const ends = [ratio.median, ratio.low, ratio.high].map(factor);
  return [table.key, resourceOf(table.scenario), native, runtime, added, ...ends, String(ratio.blocks)];
}

function draw(costs: readonly TwinCosts[], results: Results, frame: Frame): Drawing {
  const each = frame.isNarrow ? rowPx.narrow : rowPx.wide;
  const names = costs.map(({ table }) => `${table.key}: ${resourceOf(table.scenario)}`);
  const texts = costs.map((cost) => `${amounts(cost).native} ${amounts(cost).added} · ${ratioText(cost)}`);
  const left = frame.isNarrow ? 8 : widest(names, frame.fontPx * boldness) + gapPx;
  const right = frame.width - (frame.isNarrow ? 8 : widest(texts, frame.fontPx) + gapPx);
  const scale = linearScale([0, 100], [left, right], 4);
  const bottom = topPx + costs.length * each;
  const rows = costs.map((cost, i) => {
    const top = topPx + i * each;
    const y = frame.isNarrow ? top + 34 : top + (each - barPx) / 2;
    const middle = y + barPx / 2 + frame.fontPx * 0.35;
    const written = frame.isNarrow
      ? [label(left, top + 12, names[i] ?? '', { class: 'name' }), label(left, top + 28, texts[i] ?? '')]
      : [
          label(left - gapPx, middle, names[i] ?? '', { class: 'name', 'text-anchor': 'end' }),
          label(right + gapPx, middle, texts[i] ?? ''),
        ];
    const tip = `${cost.table.key}: ${texts[i]}`;
    const attributes = {
      class: markOf(cost.runtime, results).colour,
      tabindex: 0,
      role: 'img',
      'aria-label': tip,
      'data-tip': tip,
    };
    return el('g', attributes, ...written, bar(cost, y, scale));
  });
  const ticks = scale.ticks.flatMap((value) => [
    el('line', { x1: scale(value), x2: scale(value), y1: topPx, y2: bottom, class: 'grid' }),
    label(scale(value), bottom + 16, `${value} %`, { 'text-anchor': 'middle', class: 'tick' }),
  ]);
  return { height: bottom + bottomPx, content: [hatch, ...ticks, ...rows].join('') };
}

/** A runtime that makes it cheaper leaves a part of the native cost that is outlined only. */
function bar({ ratio }: TwinCosts, y: number, scale: (value: number) => number): string {
  const isCostlier = ratio.median >= 1;
  const share = 100 * (isCostlier ? 1 / ratio.median : ratio.median);
  const box = { y, height: barPx };
  return [
    el('rect', { ...box, x: scale(0), width: scale(share) - scale(0), class: 'part' }),
    el('rect', { ...box, x: scale(share), width: scale(100) - scale(share), class: isCostlier ? 'added' : 'saved' }),
    isCostlier ? el('rect', { ...box, x: scale(share), width: scale(100) - scale(share), class: 'hatched' }) : '',
  ].join('');
}

/** Every drawing brings the same pattern: whichever of them the page finds first is right. */
const hatch = el(
  'defs',
  {},
  el(
    'pattern',
    { id: 'hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    el('rect', { width: 2.5, height: 7, class: 'stripe' }),
  ),
);
