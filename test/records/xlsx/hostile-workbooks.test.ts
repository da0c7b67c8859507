import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rangesOf } from '../../../src/records/zip/byte-ranges.ts';
import { parseZip, unpack } from '../../../src/records/zip/zip-archive.ts';
import { DEFAULT_LIMITS } from '../../../src/records/limits.ts';
import { parseUtf8, utf8Bytes } from '../../../src/shared/bytes.ts';
import { check, codesOf } from '../support.ts';
import { zip } from '../zip/zip-builder.ts';
import { letters, oneSheet, row, table, workbook } from './workbook-builder.ts';
import { cpuSeconds } from '../../support/cpu-seconds.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const GOOD = oneSheet(table([{}, { course_code: 'A2' }]), {
  strings: '<si><t>shared</t></si>',
  formats: [14, '0000'],
});

describe('a workbook', () => {
  it.each([
    ['a macro project', { extra: [{ name: 'xl/vbaProject.bin' }] }],
    ['a macro project elsewhere', { extra: [{ name: 'x/VbaProjectSignature.bin' }] }],
    ['a macro sheet', { extra: [{ name: 'xl/macrosheets/sheet1.xml' }] }],
    [
      'a declared macro project',
      { contentTypes: '<Override ContentType="application/vnd.ms-office.vbaProject"/>' },
    ],
    [
      'the type of .xlsm',
      {
        contentTypes:
          '<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>',
      },
    ],
  ])('with %s is refused', (_, source) => {
    expect(codesOf(check(oneSheet(table([{}]), source)))).toEqual(['workbook-macros']);
  });

  it('is found out by its content, whatever its name', () => {
    expect(check(GOOD, {}, 'records.csv').report).toMatchObject({ format: 'xlsx', accepted: 2 });
  });

  it.each<[string, Readonly<Record<string, string | Uint8Array>>, string]>([
    ['a DOCTYPE', { [SHEET]: '<!DOCTYPE x [<!ENTITY e "x">]><worksheet/>' }, 'xml-doctype'],
    ['an unknown entity', { [SHEET]: '<worksheet>&e;</worksheet>' }, 'workbook-broken'],
    ['XML that ends early', { [SHEET]: '<worksheet><sheetData>' }, 'workbook-broken'],
    ['invalid UTF-8', { [SHEET]: Uint8Array.of(0x3c, 0x61, 0xff) }, 'workbook-broken'],
    [
      'UTF-16',
      { [SHEET]: '<?xml version="1.0" encoding="UTF-16"?><worksheet/>' },
      'workbook-broken',
    ],
    ['deep nesting', { [SHEET]: '<a>'.repeat(100) }, 'workbook-broken'],
    ['no content', { 'xl/workbook.xml': '<workbook/>' }, 'file-empty'],
    ['no relations', { '_rels/.rels': '<Relationships/>' }, 'workbook-broken'],
    ['a broken shared text', { 'xl/sharedStrings.xml': '<sst><si>' }, 'workbook-broken'],
    ['broken styles', { 'xl/styles.xml': '<' }, 'workbook-broken'],
  ])('with %s is refused with one error', (_, parts, code) => {
    expect(codesOf(check(oneSheet(table([{}]), { parts })))).toEqual([code]);
  });

  it.each([
    ['a row number twice', '<row r="2"/><row r="2"/>'],
    ['rows backwards', '<row r="3"/><row r="2"/>'],
    ['a row beyond Excel', '<row r="1048577"/>'],
    ['a row that is no number', '<row r="x"/>'],
    ['a cell twice', '<row r="1"><c r="A1"/><c r="A1"/></row>'],
    ['a cell of another row', '<row r="1"><c r="A2"/></row>'],
    ['a cell beyond Excel', '<row r="1"><c r="XFE1"/></row>'],
    ['a shared text that is not there', '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'],
  ])('with %s is refused', (_, data) => {
    expect(codesOf(check(oneSheet(data)))).toEqual(['workbook-broken']);
  });

  it('with relations out of the package follows none of them', () => {
    const relations =
      '<Relationships><Relationship Id="s0" Type="x/worksheet" Target="https://example.invalid/a" TargetMode="External"/></Relationships>';
    const parts = { 'xl/_rels/workbook.xml.rels': relations };
    expect(codesOf(check(oneSheet(table([{}]), { parts })))).toEqual(['file-empty']);
    const upwards = relations
      .replace('https://example.invalid/a', '../../../../etc/passwd')
      .replace(' TargetMode="External"', '');
    const outside = { 'xl/_rels/workbook.xml.rels': upwards };
    expect(codesOf(check(oneSheet(table([{}]), { parts: outside })))).toEqual(['workbook-broken']);
  });

  it('with too many columns is refused', () => {
    const data = row(1, { A: 'student_id', ALM: 'x' });
    expect(codesOf(check(oneSheet(data)))).toEqual(['too-many-columns']);
  });

  it('with a text of 17 MB is refused', () => {
    // Noise, because what packs too well is refused as a bomb before.
    const numbers = Uint32Array.from({ length: 2_150_000 }, (_, index) => index * 2654435761);
    const noise = Buffer.from(numbers.buffer).toString('hex');
    expect(codesOf(check(oneSheet('', { strings: `<si><t>${noise}</t></si>` })))).toEqual([
      'cell-too-large',
    ]);
  });

  it('with a sheet packed too well is refused before it is unpacked', () => {
    expect(codesOf(check(oneSheet(row(1, { A: ' '.repeat(2_000_000) }))))).toEqual(['zip-bomb']);
  });

  it('with more shared text than can be held is refused', () => {
    const strings = Array.from({ length: 20_000 }, (_, index) => `<si><t>${index}</t></si>`).join(
      '',
    );
    const limits = { heldBytes: 1_000_000 };
    expect(codesOf(check(oneSheet(table([{}]), { strings }), { limits }))).toEqual([
      'file-too-varied',
    ]);
  });

  it('in a zip is read, within what the zip has left', () => {
    const outer = zip([{ name: 'inner.xlsx', content: GOOD }]);
    expect(check(outer).report).toMatchObject({ format: 'zip', accepted: 2, errorCount: 0 });
    const limits = { unpackedBytes: GOOD.length + 1000 };
    expect(codesOf(check(outer, { limits }))).toEqual(['zip-too-large']);
  });

  it('with very many merged areas is read in time', () => {
    const areas = Array.from({ length: 100_000 }, (_, index) => {
      const letter = letters(20 + (index % 30));
      const top = 2 + Math.floor(index / 30);
      return `<mergeCell ref="${letter}${top}:${letter}${top}"/>`;
    });
    const data = table(Array.from({ length: 300 }, (_, index) => ({ course_code: `C${index}` })));
    const after = `<mergeCells>${areas.join('')}</mergeCells>`;
    const seconds = cpuSeconds(() => {
      expect(check(workbook({ sheets: [{ name: 'S', data, after }] })).report.accepted).toBe(2);
    });
    expect(seconds).toBeLessThan(40);
  });

  it('with merged areas that overlap is refused', () => {
    const after = '<mergeCells><mergeCell ref="A2:C9"/><mergeCell ref="B3:D4"/></mergeCells>';
    const data = table([{}, { course_code: 'A2' }]);
    expect(codesOf(check(workbook({ sheets: [{ name: 'S', data, after }] })))).toContain(
      'workbook-broken',
    );
  });
});

describe('any damage to a workbook', () => {
  const entries = parseZip(rangesOf(GOOD), DEFAULT_LIMITS).map((entry) => ({
    name: entry.name,
    content: parseUtf8(unpack(entry)),
  }));

  function expectSound(bytes: Uint8Array): void {
    const { report, records } = check(bytes);
    expect(report.accepted).toBe(records.length);
    if (report.accepted === 0) expect(report.errorCount).toBeGreaterThan(0);
  }

  it('gives a report, when bytes of the file change', () => {
    const damaged = fc
      .tuple(fc.nat(GOOD.length - 1), fc.uint8Array({ maxLength: 5 }), fc.nat(30))
      .map(([at, piece, cut]) =>
        Uint8Array.from([...GOOD.subarray(0, at), ...piece, ...GOOD.subarray(at + cut)]),
      );
    fc.assert(fc.property(damaged, expectSound), { numRuns: 300 });
  });

  it('gives a report, when a part changes and is packed again', () => {
    const pieces = fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '"',
        '&',
        '</c>',
        '<c>',
        '<v>9e999</v>',
        '<is>',
        '<row r="0">',
        '\u0000',
        '-1',
        '999999999',
        '<f/>',
        '<![CDATA[x]]>',
        '<rPh>',
      ),
      fc.string({ maxLength: 5 }),
    );
    const damaged = fc
      .tuple(
        fc.nat(entries.length - 1),
        fc.double({ min: 0, max: 1, noNaN: true }),
        pieces,
        fc.nat(40),
      )
      .map(([index, where, piece, cut]) =>
        zip(
          entries.map((entry, position) => {
            if (position !== index) return entry;
            const at = Math.floor(where * entry.content.length);
            const content = entry.content.slice(0, at) + piece + entry.content.slice(at + cut);
            return { name: entry.name, content: utf8Bytes(content) };
          }),
        ),
      );
    fc.assert(fc.property(damaged, expectSound), { numRuns: 500 });
  });
});
