// What a row is called: a model, a variant of one, or a place on the axis of a sweep.
import type { MeasuredRow } from './analysis/row.js';
import type { Table } from './analysis/tables.js';

/** "epoll", "json", "8 threads". */
export function rowName({ cell }: Pick<MeasuredRow, 'cell'>, { scenario: { sweep } }: Table): string {
  if (!sweep || cell.role === 'control') return cell.row;
  return `${cell.row} ${cell.row === '1' ? sweep.replace(/s$/, '') : sweep}`;
}

/** Above the rows' names. */
export const rowHead = ({ model, scenario }: Table): string =>
  model === null ? 'model' : (scenario.sweep ?? 'variant');
