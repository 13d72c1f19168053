// Columns of text laid side by side, as many as fit; and sentences wrapped to a width.

export interface TextColumn {
  cells: string[];
  align: 'left' | 'right';
}

export const gap = '  ';

/**
 * Blocks of lines; each starts with the first column, followed by as many of the others, in their order, as fit.
 * The first column's cells are cut where else a line would be wider. Where it takes several blocks they are about equally wide; the first `together` columns are not torn apart for that.
 */
export function packed(columns: readonly TextColumn[], width: number, together: number): string[][] {
  const [whole, ...others] = columns;
  if (!whole) return [];
  const first = cut(whole, width - gap.length - Math.max(0, ...others.map(columnWidth)));
  const fewest = blocksOf(first, others, width).length;
  const least = fewest === 1 ? width : Math.min(width, widthOf(columns.slice(0, together)));
  let narrowest = width;
  while (narrowest > least && blocksOf(first, others, narrowest - 1).length === fewest) narrowest--;
  return blocksOf(first, others, narrowest).map(lines);
}

function blocksOf(first: TextColumn, others: readonly TextColumn[], width: number): TextColumn[][] {
  const blocks: TextColumn[][] = [];
  for (const column of others) {
    const last = blocks.at(-1);
    if (last && widthOf([...last, column]) <= width) last.push(column);
    else blocks.push([first, column]);
  }
  return blocks;
}

export const columnWidth = ({ cells }: TextColumn): number => Math.max(...cells.map((cell) => cell.length));

const widthOf = (columns: readonly TextColumn[]): number =>
  columns.reduce((sum, column) => sum + columnWidth(column), gap.length * (columns.length - 1));

/** Fewer letters name nothing. */
const shortest = 8;

const cut = ({ cells, align }: TextColumn, most: number): TextColumn => {
  const width = Math.max(most, shortest);
  return { cells: cells.map((cell) => (cell.length > width ? `${cell.slice(0, width - 1)}…` : cell)), align };
};

function lines(columns: TextColumn[]): string[] {
  const rows = columns[0]?.cells ?? [];
  return rows.map((_, row) =>
    columns
      .map((column) => padded(column, row))
      .join(gap)
      .trimEnd(),
  );
}

function padded(column: TextColumn, row: number): string {
  const text = column.cells[row] ?? '';
  const width = columnWidth(column);
  return column.align === 'left' ? text.padEnd(width) : text.padStart(width);
}

/** Lines of whole words, none longer than `width` unless a word is; a number and its % or × stay together. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text
    .replace(/[\t\n]+/g, ' ')
    .replace(/(\d) (?=[%×])/g, '$1\u00a0')
    .split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => line.replaceAll('\u00a0', ' '));
}
