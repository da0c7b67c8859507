import { describe, expect, it } from '@jest/globals';

import { parsePdf, type PdfFile } from '../../../../src/formats/pdf/pdf-file.ts';
import { concatBytes, latin1Bytes, latin1Text } from '../../../../src/shared/bytes.ts';
import { formatErrorCode } from '../../../support/format-error-code.ts';
import { appendRevision, buildPdf, replaceText } from '../../../support/pdf-builder.ts';
import { sampleObjects, signedPdf } from '../../../support/signed-pdf.ts';

/** A file written by hand: `{name}` marks an offset, `{@name}` stands for it in ten digits. */
function file(text: string): Uint8Array {
  const offsets = new Map<string, number>();
  let plain = '';
  for (const part of text.split(/(\{@?\w+\})/)) {
    const mark = /^\{(\w+)\}$/.exec(part)?.[1];
    if (mark !== undefined) offsets.set(mark, plain.length);
    else plain += part.startsWith('{@') ? `@${part.slice(2, -1).padEnd(9, '@')}` : part;
  }
  for (const [name, offset] of offsets) {
    plain = plain.replaceAll(`@${name.padEnd(9, '@')}`, String(offset).padStart(10, '0'));
  }
  return latin1Bytes(plain);
}

function code(bytes: Uint8Array): string | undefined {
  return formatErrorCode(() => parsePdf(bytes));
}

function read(parsed: PdfFile, number: number): unknown {
  return parsed.newest.read(number);
}

const CATALOG = '1 0 obj << /Type /Catalog >> endobj\n';

/** A cross-reference stream without filter; rows of one type, one two-byte and one one-byte field. */
function xrefStream(number: number, entries: string, rows: [number, number, number][]): string {
  const bytes = rows.flatMap(([type, second, third]) => [type, second >> 8, second & 255, third]);
  const data = String.fromCharCode(...bytes);
  return `${number} 0 obj << /Type /XRef /W [1 2 1] /Length ${data.length} ${entries} >> stream\n${data}\nendstream endobj\n`;
}

describe('hybrid files', () => {
  const hybrid = (table: string, rows: [number, number, number][]): Uint8Array =>
    file(
      `%PDF-1.5\n{one}${CATALOG}{two}2 0 obj (shown) endobj\n{three}3 0 obj (other) endobj\n{hidden}${xrefStream(9, '/Size 10 /Index [2 1]', rows)}{table}xref\n0 2\n0000000000 65535 f \n{@one} 00000 n \n${table}trailer << /Size 10 /Root 1 0 R /XRefStm {@hidden} >>\nstartxref\n{@table}\n%%EOF`,
    );
  const two = '%PDF-1.5\n'.length + CATALOG.length;

  it('show the objects of the stream that the table hides or does not list', () => {
    for (const table of ['', '2 1\n0000000000 00000 f \n', '2 1\n{@two} 00000 n \n']) {
      const parsed = parsePdf(hybrid(table, [[1, two, 0]]));
      expect(parsed.newest.sections[0]!.form).toBe('hybrid');
      expect(read(parsed, 2)).toMatchObject({ bytes: latin1Bytes('shown') });
    }
  });

  it('are refused when table and stream disagree', () => {
    expect(code(hybrid('2 1\n{@three} 00000 n \n', [[1, two, 0]]))).toBe('pdf/xref');
    expect(code(hybrid('2 1\n{@two} 00000 n \n', [[2, 3, 0]]))).toBe('pdf/xref');
  });
});

describe('linearised files', () => {
  const linearized = (dict: string, second: string, startxref = '{@first}'): Uint8Array =>
    file(
      `%PDF-1.4\n{lin}3 0 obj << ${dict} >> endobj\n{first}xref\n1 1\n{@one} 00000 n \n3 1\n{@lin} 00000 n \ntrailer << /Size 4 /Root 1 0 R /Prev {@main} >>\nstartxref\n0\n%%EOF\n{one}${CATALOG}{two}2 0 obj (main) endobj\n{main}xref\n0 1\n0000000000 65535 f \n2 1\n{@two} 00000 n \n${second}trailer << /Size 4 >>\nstartxref\n${startxref}\n%%EOF`,
    );

  it('are one revision of two sections', () => {
    const bytes = linearized('/Linearized 1', '');
    const parsed = parsePdf(bytes);
    expect(parsed.revisions).toHaveLength(1);
    expect(parsed.newest.eofOffset).toBe(bytes.length);
    expect(read(parsed, 2)).toMatchObject({ bytes: latin1Bytes('main') });
  });

  it('may be updated', () => {
    const updated = appendRevision(linearized('/Linearized 1', ''), { objects: { 2: '(new)' } });
    const parsed = parsePdf(updated);
    expect(parsed.revisions).toHaveLength(2);
    expect(read(parsed, 2)).toMatchObject({ bytes: latin1Bytes('new') });
  });

  it('are refused when they only pretend or contradict themselves', () => {
    expect(code(linearized('/Lin 1', ''))).toBe('pdf/xref');
    expect(code(linearized('/Linearized 1', '1 1\n{@one} 00000 n \n'))).toBe('pdf/xref');
    expect(code(linearized('/Linearized 1', '', '{@main}'))).toBe('pdf/xref');
  });
});

describe('the end of a revision', () => {
  const base = buildPdf({ objects: sampleObjects });
  const between = (text: string): Uint8Array => {
    const plain = latin1Text(base);
    return latin1Bytes(plain.replace('startxref', `${text}startxref`));
  };

  it('may have a comment before it, but none that looks like an end', () => {
    expect(code(between('%some program\n'))).toBeUndefined();
    expect(code(between('%%EOF\n'))).toBe('pdf/xref');
    expect(code(between('9 0 obj null endobj\n'))).toBe('pdf/xref');
  });

  it.each(['startxref', '%%EOF'])('needs %s', (word) => {
    expect(code(replaceText(base, word, word.toLowerCase().replace('s', 'S')))).toBe('pdf/xref');
  });

  it('is the same in a copy of the file that ends there', () => {
    const pdf = buildPdf(
      { objects: sampleObjects },
      { objects: { 4: '(second)' }, xref: 'stream', xrefNumber: 90 },
      { objects: { 4: '(third)' }, free: [8] },
    );
    const whole = parsePdf(pdf);
    for (const revision of whole.revisions) {
      const copy = parsePdf(pdf.subarray(0, revision.endOffset));
      expect(copy.revisions).toHaveLength(revision.index + 1);
      for (let number = 1; number < 10; number++) {
        expect(copy.newest.read(number)).toEqual(revision.read(number));
      }
    }
  });
});

describe('cross-reference streams', () => {
  const single = (entries: string, rows: [number, number, number][]): Uint8Array =>
    file(
      `%PDF-1.5\n${CATALOG}{xref}${xrefStream(2, `/Root 1 0 R ${entries}`, rows)}startxref\n{@xref}\n%%EOF`,
    );
  const good: [number, number, number][] = [
    [0, 0, 255],
    [1, 9, 0],
  ];

  it('list objects from 0 to /Size unless /Index says otherwise', () => {
    expect(code(single('/Size 2', good))).toBeUndefined();
    expect(code(single('/Size 3 /Index [0 1 2 1]', good))).toBe('pdf/object');
  });

  it.each<[string, string, [number, number, number][]]>([
    ['more objects than rows', '/Size 3', good],
    ['fewer objects than rows', '/Size 1', good],
    ['an impossible /Size', '/Size 99999999', good],
    ['half a pair in /Index', '/Size 2 /Index [0 2 5]', good],
    [
      'an unknown type',
      '/Size 2',
      [
        [0, 0, 0],
        [3, 9, 0],
      ],
    ],
    ['a /Size of text', '/Size (2)', good],
    ['a reference to what it needs', '/Size 2 /Filter 5 0 R', good],
  ])('are refused with %s', (_title, entries, rows) => {
    expect(code(single(entries, rows))).toBe('pdf/xref');
  });

  it('are refused with fields of no or of impossible width', () => {
    for (const widths of ['[0 0 0]', '[9 2 1]', '[1 2]']) {
      const bytes = latin1Text(single('/Size 2', good)).replace('[1 2 1]', widths);
      expect(code(file(bytes.replace(/\d{10}/, String(bytes.indexOf('2 0 obj')))))).toBe(
        'pdf/xref',
      );
    }
  });
});

describe('cross-reference tables', () => {
  it.each([
    ['00000 n', '00000 x'],
    ['0000000000 ', '00000000x0 '],
    ['trailer', 'Trailer'],
    ['/Size', '/size'],
  ])('are refused with %s written as %s', (from, to) => {
    expect(code(replaceText(signedPdf(), from, to))).toMatch(/^pdf\/(xref|syntax)$/);
  });

  it('are refused when they claim more entries than they have', () => {
    expect(code(replaceText(signedPdf(), '\n8 1\n', '\n8 9\n'))).toBe('pdf/xref');
  });

  it('are found only where startxref says', () => {
    const shifted = concatBytes(
      signedPdf().subarray(0, 15),
      latin1Bytes('%comment\n'),
      signedPdf().subarray(15),
    );
    expect(code(shifted)).toMatch(/^pdf\/(xref|syntax)$/);
  });
});
