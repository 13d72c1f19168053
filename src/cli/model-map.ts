// The map {single, multi} process × {single, multi} thread with the models in it; where there is no room for it, a list.
import { inQuadrant, quadrantMeanings } from '../models/map.js';
import type { Model, Quadrant } from '../models/model.js';
import { models } from '../models/registry.js';
import { wrapped } from '../reports/text-table.js';

const heads = ['single thread', 'multi thread'] as const;
const rows: readonly { label: readonly [string, string]; quadrants: readonly [Quadrant, Quadrant] }[] = [
  { label: ['single', 'process'], quadrants: ['spst', 'spmt'] },
  { label: ['multi', 'process'], quadrants: ['mpst', 'mpmt'] },
];
const labelColumns = 8;

const legend = `* the one that the quadrant's code names: forkroad serve spst
forkroad models NAME tells of one.`;

const mark = ({ canonical, whyAbsent }: Model): string => (whyAbsent?.() !== undefined ? '-' : canonical ? '*' : ' ');

const marked = (model: Model): string => `${mark(model)} ${model.name}`;

/** Below the map, each in lines of its own: "- io-uring (not here: …)". */
export const absenceLines = (all: readonly Model[], columns: number): string[] =>
  all.flatMap(({ name, whyAbsent }) => {
    const reason = whyAbsent?.();
    if (reason === undefined) return [];
    return wrapped(`${name} (not here: ${reason})`, columns - 2).map((line, i) => `${i === 0 ? '- ' : '  '}${line}`);
  });

const cellOf = (quadrant: Quadrant): string[] => [quadrant, ...inQuadrant(quadrant).map(marked)];

/** As the grid where it fits into `columns`. */
export function mapText(columns: number): string {
  const grid = gridLines();
  const fits = grid.every((line) => line.length <= columns);
  const notes = [...absenceLines(models, columns), legend];
  return `${(fits ? grid : listLines()).join('\n')}\n\n${notes.join('\n')}\n`;
}

function gridLines(): string[] {
  const widths = heads.map((head, i) =>
    Math.max(head.length, ...rows.flatMap(({ quadrants }) => cellOf(quadrants[i as 0 | 1]).map((line) => line.length))),
  );
  const rule = `${' '.repeat(labelColumns)}+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const line = (label: string, cells: readonly string[]) =>
    `${label.padEnd(labelColumns)}|${cells.map((cell, i) => ` ${cell.padEnd(widths[i] ?? 0)} `).join('|')}|`;
  const head =
    `${' '.repeat(labelColumns)}${heads.map((each, i) => `  ${each.padEnd((widths[i] ?? 0) + 1)}`).join('')}`.trimEnd();
  const blocks = rows.map(({ label, quadrants }) => {
    const cells = quadrants.map(cellOf);
    const height = Math.max(...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, y) =>
      line(
        label[y] ?? '',
        cells.map((cell) => cell[y] ?? ''),
      ),
    );
  });
  return [head, rule, ...blocks.flatMap((block) => [...block, rule])];
}

function listLines(): string[] {
  const quadrants = rows
    .flatMap((row) => row.quadrants)
    .filter((quadrant) => models.some((model) => model.quadrant === quadrant));
  return quadrants.flatMap((quadrant, i) => [
    ...(i > 0 ? [''] : []),
    `${quadrant}: ${quadrantMeanings[quadrant]}`,
    ...inQuadrant(quadrant).map((model) => `  ${marked(model)}`),
  ]);
}
