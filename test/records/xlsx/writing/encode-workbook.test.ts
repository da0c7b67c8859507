import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_LIMITS } from '../../../../src/records/limits.ts';
import { finish, withoutTurns } from '../../../../src/records/raw/turn.ts';
import { readSheet } from '../../../../src/records/xlsx/sheet/read-sheet.ts';
import { openWorkbook } from '../../../../src/records/xlsx/workbook/open-workbook.ts';
import { encodeWorkbook } from '../../../../src/records/xlsx/writing/encode-workbook.ts';
import type { WrittenCell } from '../../../../src/records/xlsx/writing/written-sheet.ts';
import { rangesOf } from '../../../../src/records/zip/byte-ranges.ts';
import { parseZip, unpack } from '../../../../src/records/zip/zip-archive.ts';
import { parseUtf8 } from '../../../../src/shared/bytes.ts';

const LIMITS = { cellLength: 65_536, heldBytes: 1_000_000, tokenLength: 1_000_000 };

function encode(rows: readonly (readonly (WrittenCell | undefined)[])[]): Uint8Array {
  return encodeWorkbook([
    {
      name: 'A & <B>',
      columns: [{ width: 10, style: 'text' }],
      rows,
      frozen: { rows: 1, columns: 0 },
      choices: [],
    },
  ]);
}

function read(bytes: Uint8Array): { readonly name: string; readonly cells: string[] } {
  const workbook = finish(openWorkbook(parseZip(rangesOf(bytes), DEFAULT_LIMITS), LIMITS));
  const [sheet] = workbook.sheets;
  const rows = [...withoutTurns(readSheet(sheet!.entry!, workbook))];
  return { name: sheet!.name, cells: rows.flatMap((row) => row.cells.map(({ text }) => text)) };
}

describe('a workbook of ours', () => {
  it('is read back: names, numbers, gaps', () => {
    const rows = [
      [{ value: 'a', style: 'header' } as const],
      [undefined, { value: 1.5, style: 'plain' } as const],
    ];
    expect(read(encode(rows))).toEqual({ name: 'A & <B>', cells: ['a', '1.5'] });
  });

  it('keeps any text, also what XML cannot hold', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constant('_x000D_ \u0000\r'),
    );
    fc.assert(
      fc.property(
        text.filter((value) => value.trim() !== '' && !/\p{Cs}/u.test(value)),
        (value) => {
          expect(read(encode([[{ value, style: 'text' }]])).cells).toEqual([value.trim()]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)'])(
    'keeps %s as text, also when the cell is edited',
    (value) => {
      const bytes = encode([[{ value, style: 'text' }]]);
      const parts = new Map(
        parseZip(rangesOf(bytes), DEFAULT_LIMITS).map((entry) => [
          entry.name,
          parseUtf8(unpack(entry)),
        ]),
      );
      const style = /<c r="A1" s="(\d+)" t="inlineStr">/.exec(
        parts.get('xl/worksheets/sheet1.xml')!,
      )?.[1];
      const formats = parts
        .get('xl/styles.xml')!
        .split('<cellXfs')[1]!
        .match(/<xf [^>]*>/g)!;
      expect(formats[Number(style)]).toContain('quotePrefix="1"');
      expect(read(bytes).cells).toEqual([value]);
    },
  );
});
