// Each model's colour and shape, the same through the whole report; no colour says anything alone.
import type { Results } from '../../trials/results.js';
import type { MeasuredRow } from '../analysis/row.js';
import { el, short } from './svg.js';

export const colours = 10;

export interface Mark {
  /** Of the style sheet: sets --c. */
  colour: string;
  shape: 'circle' | 'square' | 'diamond';
}

const controlMark: Mark = { colour: 'mc', shape: 'diamond' };

export function markOf({ cell }: Pick<MeasuredRow, 'cell'>, results: Results): Mark {
  if (cell.role === 'control') return controlMark;
  const { models, cells } = results;
  const mark = markOfModel(cell.model, results);
  const variant = cell.row === cell.model ? -1 : variantsOf(cell.scenario, cells).indexOf(cell.row);
  return variant < 0 ? mark : { ...mark, colour: `m${(models.length + variant) % colours}` };
}

/**
 * The shape tells the language: TypeScript is block, C++ square, both together, or nobody knows which, a diamond. Of more
 * models than there are colours, those of one shape have different ones.
 */
export function markOfModel(name: string, { models }: Results): Mark {
  const shape = shapeOf(models.find((model) => model.name === name)?.language ?? null);
  const group = models.length <= colours ? models : models.filter(({ language }) => shapeOf(language) === shape);
  const place = group.findIndex((model) => model.name === name);
  return { colour: `m${Math.max(0, place) % colours}`, shape };
}

function shapeOf(language: string | null): Mark['shape'] {
  if (language === 'C++') return 'square';
  return language === 'TypeScript' ? 'circle' : 'diamond';
}

/** Rows of one model among themselves have colours that no model has, as long as there are any. */
const variantsOf = (scenario: string, cells: Results['cells']): string[] => [
  ...new Set(cells.filter((cell) => cell.scenario === scenario && cell.role !== 'control').map(({ row }) => row)),
];

const outlines: Record<Mark['shape'], (r: number) => string> = {
  circle: (r) => `a${short(r)} ${short(r)} 0 1 0 ${short(2 * r)} 0a${short(r)} ${short(r)} 0 1 0 ${short(-2 * r)} 0z`,
  square: (r) => `v${short(-0.9 * r)}h${short(1.8 * r)}v${short(1.8 * r)}h${short(-1.8 * r)}z`,
  diamond: (r) =>
    `l${short(1.2 * r)} ${short(-1.2 * r)}l${short(1.2 * r)} ${short(1.2 * r)}l${short(-1.2 * r)} ${short(1.2 * r)}z`,
};

const reach: Record<Mark['shape'], number> = { circle: 1, square: 0.9, diamond: 1.2 };

export function point(x: number, y: number, { shape }: Mark, { r = 5, isHollow = false } = {}): string {
  const d = `M${short(x - reach[shape] * r)} ${short(y)}${outlines[shape](r)}`;
  return el('path', { d, class: isHollow ? 'hollow' : 'solid' });
}

/** For legends and tables. */
export const swatch = (mark: Mark): string =>
  el('svg', { class: `swatch ${mark.colour}`, viewBox: '0 0 14 14', 'aria-hidden': 'true' }, point(7, 7, mark));
