import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  findCellPosition,
  formatCellReference,
} from '../../../../src/records/xlsx/cells/cell-reference.ts';

describe('a cell reference', () => {
  it.each([
    ['A1', { row: 0, column: 0 }],
    ['Z9', { row: 8, column: 25 }],
    ['AA10', { row: 9, column: 26 }],
    ['XFD1048576', { row: 1_048_575, column: 16_383 }],
  ])('%s names its cell', (reference, position) => {
    expect(findCellPosition(reference)).toEqual(position);
    expect(formatCellReference(position)).toBe(reference);
  });

  it.each([
    '',
    'A',
    '1',
    'A0',
    'A01',
    'a1',
    '$A$1',
    'A1B',
    'XFE1',
    'A1048577',
    'A-1',
    'AAAA1',
    'ก1',
  ])('%s is none', (reference) => {
    expect(findCellPosition(reference)).toBeUndefined();
  });

  it('of any cell is read back', () => {
    const cells = fc.record({ row: fc.nat(1_048_575), column: fc.nat(16_383) });
    fc.assert(
      fc.property(cells, (position) => {
        expect(findCellPosition(formatCellReference(position))).toEqual(position);
      }),
    );
  });
});
