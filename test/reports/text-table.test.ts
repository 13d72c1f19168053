// Columns side by side: what fits, what goes below, what stays together; words wrapped.
import test from 'ava';
import fc from 'fast-check';
import { packed, type TextColumn, wrapped } from '../../src/reports/text-table.js';

const column = (width: number): TextColumn => ({ cells: ['x'.repeat(width), '1'], align: 'right' });

test('all columns are there, in as few blocks as the width allows, each within it', (t) => {
  const widths = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 9 });
  fc.assert(
    fc.property(widths, fc.integer({ min: 62, max: 160 }), (each, width) => {
      const blocks = packed(each.map(column), width, 3);
      const shown = blocks.reduce((sum, [head = '']) => sum + head.split(/ +/).length - 1, 0);
      return shown === each.length - 1 && blocks.flat().every((line) => line.length <= width);
    }),
  );
  t.pass();
});

test('blocks are about equally wide, but what belongs together stays together', (t) => {
  const columns = [10, 10, 10, 10, 10].map(column);
  const heads = (together: number) => packed(columns, 50, together).map(([head]) => head?.split(/ +/).length);
  t.deepEqual(heads(1), [3, 3]);
  t.deepEqual(heads(4), [4, 2]);
});

test('wrapped: the same words, no line longer than the width unless it is one word', (t) => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
  fc.assert(
    fc.property(words, fc.integer({ min: 5, max: 80 }), (each, width) => {
      const lines = wrapped(each.join(' '), width);
      return lines.join(' ') === each.join(' ') && lines.every((line) => line.length <= width || !line.includes(' '));
    }),
  );
  t.pass();
});
