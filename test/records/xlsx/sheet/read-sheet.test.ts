import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { utf8Bytes } from '../../../../src/shared/bytes.ts';
import { readByParser, readInPieces } from './sheet-support.ts';

function sheet(data: string, before = '', after = ''): Uint8Array {
  return utf8Bytes(
    `<?xml version="1.0"?><worksheet>${before}<sheetData>${data}</sheetData>${after}</worksheet>`,
  );
}

/**
 * With the scanner and without it, the same rows come of a sheet, or both refuse it: of several things that
 * are wrong with it, which is seen first depends on the pieces.
 */
function expectSame(xml: Uint8Array, lengths: readonly number[]): void {
  const expected = readByParser(xml);
  const read = readInPieces(xml, lengths);
  if (typeof expected === 'string') expect(typeof read).toBe('string');
  else expect(read).toEqual(expected);
}

const ROW = '<row r="1"><c r="A1" t="s"><v>1</v></c></row>';
const NEXT = '<row r="2"><c r="A2"><v>7</v></c></row>';

describe('a sheet', () => {
  it.each<[string, Uint8Array, number]>([
    ['with a comment before its rows', sheet(`<!-- </row> -->${ROW}${NEXT}`), 2],
    ['with a comment that looks like rows', sheet(ROW, `<!--<sheetData>${NEXT}-->`), 1],
    ['with a comment between rows', sheet(`${ROW}</row ><!-- </row> -->`), 0],
    ['with an end of row in CDATA', sheet(`<row r="1"><![CDATA[</row>]]><c><v>1</v></c></row>`), 1],
    ['with cells between rows', sheet(`${ROW}<c r="B1"><v>1</v></c>${NEXT}`), 2],
    ['with data twice', sheet(ROW, '', `<sheetData>${NEXT}</sheetData>`), 2],
    [
      'with prefixes',
      utf8Bytes(`<x:a><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:a>`),
      1,
    ],
    ['with an end with a blank', utf8Bytes(`<a><sheetData>${ROW}</sheetData ></a>`), 1],
    ['with data deeper down', utf8Bytes(`<a><b><sheetData>${ROW}</sheetData></b></a>`), 1],
    [
      'of XML 1.1',
      utf8Bytes(
        `<?xml version="1.1"?><a><sheetData>${ROW.replace('<v>1', '<v>\u00851')}</sheetData></a>`,
      ),
      1,
    ],
    ['with a byte order mark', utf8Bytes(`\uFEFF<a><sheetData>${ROW}</sheetData></a>`), 1],
    ['without data', utf8Bytes('<a><sheetData/></a>'), 0],
    [
      'with a row longer than is scanned',
      sheet(`<row r="1">${'<c/>'.repeat(9000)}</row>${NEXT}`),
      1,
    ],
  ])('%s is read as the XML parser reads it', (_, xml, rows) => {
    for (const length of [1, 7, 1000, 1_000_000]) expectSame(xml, [length]);
    const read = readInPieces(xml, [64]);
    if (rows > 0) expect(read).toHaveLength(rows);
  });

  it('is read as the XML parser reads it, whatever is in it', () => {
    const texts = fc.constantFrom(
      '1', '0', '01', '-3', '2.50', '3.25', '1e3', '123456789', '1234567890123456', 'x', '', ' ', 'ก่า',
      '&amp;', '&#65;', '&#x0E01;', '&#0;', '&nbsp;', '&', ']]>', '>', '\t', '\n', '\r\n', '_x000D_',
      '\uFFFE', '\uFFFD', '😀', 'y'.repeat(45), '<!-- c -->', '<![CDATA[1]]>', '<?p?>',
    ); // prettier-ignore
    const value = fc.array(texts, { maxLength: 2 }).map((parts) => parts.join(''));
    const content = fc.oneof(
      { weight: 4, arbitrary: value.map((text) => `<v>${text}</v>`) },
      { weight: 2, arbitrary: value.map((text) => `<is><t>${text}</t></is>`) },
      value.map((text) => `<is><t xml:space="preserve">${text}</t></is>`),
      value.map((text) => `<is><r><rPr/><t>${text}</t></r><rPh><t>no</t></rPh></is>`),
      value.map((text) => `<f>${text}</f><v>${text}</v>`),
      fc.constantFrom('', '<v/>', '<f/>', '<f t="shared" si="0"/>', '<v></v>', '<is/>', ' ', 'x', '<v>1</v><f/>'),
    ); // prettier-ignore
    const attributes = fc
      .tuple(
        fc.constantFrom('', '', ' s="1"', ' s="2"', " s='0'", ' s="x"', ' s=""', ' s="9"', ' cm="1"'),
        fc.constantFrom('', ' t="s"', ' t="n"', ' t="str"', ' t="inlineStr"', ' t="b"', ' t="d"', ' t="e"', ' t="?"', '\n t="s"'),
      )
      .map((parts) => parts.join('')); // prettier-ignore
    const cell = fc.tuple(fc.integer({ min: -1, max: 30 }), attributes, content);
    const row = fc.tuple(
      fc.constantFrom('', '', '', ' spans="1:3"', ' ht="1" ht="2"', ' hidden="0" x:y=\'2\'', ' a="&lt;"'),
      fc.constantFrom('', '', '', '\n', ' ', '<!--c-->', 'text'),
      fc.array(cell, { maxLength: 4 }),
      fc.integer({ min: 0, max: 2 }),
    ); // prettier-ignore
    const data = fc.array(row, { maxLength: 6 }).map((rows) => {
      let number = 0;
      return rows
        .map(([rowAttributes, between, cells, step]) => {
          number += step;
          const written = cells
            .toSorted(([one], [other]) => one - other)
            .map(([column, cellAttributes, inside]) => {
              const place =
                column < 0 ? '' : ` r="${String.fromCharCode(65 + (column % 26))}${number}"`;
              const open = `<c${place}${cellAttributes}`;
              return inside === '' ? `${open}/>` : `${open}>${inside}</c>`;
            });
          const place = step === 2 ? '' : ` r="${number}"`;
          return `${between}<row${place}${rowAttributes}>${written.join(between)}</row>`;
        })
        .join('');
    });
    fc.assert(
      fc.property(
        data,
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }),
        (xml, lengths) => expectSame(sheet(xml), lengths),
      ),
      { numRuns: 2000 },
    );
  });

  it('is read as the XML parser reads it, whatever is changed in it', () => {
    const usual = sheet(
      '<row r="1" spans="1:3"><c r="A1" t="s" s="1"><v>1</v></c><c r="B1" s="1"><v>45000</v></c></row>' +
        '<row r="2" ht="15.5"><c r="A2" t="inlineStr"><is><t xml:space="preserve">ก &amp; ข</t></is></c>' +
        '<c r="C2" t="str"><f>A1</f><v>3.5</v></c><c r="D2" s="2"/></row><row r="5"/>' +
        '<row><c><v>12</v></c><c t="b"><v>1</v></c></row>',
      '<dimension ref="A1:C5"/><cols><col min="1"/></cols>',
      '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells><pageMargins/>',
    );
    const piece = fc.oneof(
      fc.constantFrom(
        '<', '>', '/', '"', "'", '=', ' ', '&', '&#9;', '0', '9', 'A', 'r', 'row', '</row>', '<row>', '<c>', '</c>',
        '<v>', '</v>', '<is>', '<f>', 'x:', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '\u0000', '\r', '\u0E01',
        '</sheetData>', '<sheetData>',
      ).map(utf8Bytes), // prettier-ignore
      fc.uint8Array({ maxLength: 3 }),
    );
    const change = fc.tuple(fc.nat(usual.length), piece, fc.constantFrom(0, 0, 1, 2, 5, 20));
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }),
        (changes, lengths) => {
          let xml = usual;
          for (const [at, bytes, cut] of changes) {
            xml = Uint8Array.from([...xml.subarray(0, at), ...bytes, ...xml.subarray(at + cut)]);
          }
          expectSame(xml, lengths);
        },
      ),
      { numRuns: 4000 },
    );
  });
});
