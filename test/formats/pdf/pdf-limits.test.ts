import { describe, expect, it } from '@jest/globals';

import { parsePdf } from '../../../src/formats/pdf/pdf-file.ts';
import { startReading } from '../../../src/formats/pdf/pdf-limits.ts';
import type { PdfLimits, ReadingLimits } from '../../../src/formats/pdf/pdf-limits.ts';
import type { PdfStream } from '../../../src/formats/pdf/pdf-value.ts';
import { Lexer } from '../../../src/formats/pdf/syntax/lexer.ts';
import { ObjectParser } from '../../../src/formats/pdf/syntax/object-parser.ts';
import { latin1Bytes } from '../../../src/shared/bytes.ts';
import { formatErrorCode } from '../../support/format-error-code.ts';
import { buildPdf } from '../../support/pdf-builder.ts';

function parse(text: string, limits: ReadingLimits): void {
  new ObjectParser(new Lexer(latin1Bytes(text)), limits).readValue();
}

/** The code of the refusal, or `undefined` when a value is read within these limits. */
function refusal(text: string, limits: Partial<PdfLimits>): string | undefined {
  return formatErrorCode(() => parse(text, startReading(limits)));
}

/** What a value takes while it is held. */
function heldBytes(text: string): number {
  const limits = startReading();
  parse(text, limits);
  return limits.values.heldBytes;
}

const kinds = [
  '1',
  '/Name',
  '(text)',
  '<00>',
  '7 0 R',
  '[1 2 (three)]',
  '<< /A 1 /B << /C [] >> >>',
];

describe('The limit of values', () => {
  it.each([
    ['[1 2 3]', 4],
    ['<< /A (b) /C [4 0 R] >>', 4],
    ['[[[]]]', 3],
  ])('reads %s with room for its %i values, and not with one fewer', (text, count) => {
    expect(refusal(text, { maxValues: count })).toBeUndefined();
    expect(refusal(text, { maxValues: count - 1 })).toBe('pdf/limit');
  });

  it('counts what was let go of as well: reading takes time, whether kept or not', () => {
    const limits = startReading({ maxValues: 5 });
    for (let round = 0; round < 5; round++) {
      parse('1', limits);
      limits.values.letGo(0);
    }
    expect(formatErrorCode(() => parse('1', limits))).toBe('pdf/limit');
  });
});

describe('The limits of held memory', () => {
  it.each(kinds)('read %s with just the room that it takes, and not with a byte less', (text) => {
    const taken = heldBytes(text);
    for (const limit of ['maxHeldBytes', 'maxObjectBytes'] as const) {
      expect(refusal(text, { [limit]: taken })).toBeUndefined();
      expect(refusal(text, { [limit]: taken - 1 })).toBe('pdf/limit');
    }
  });

  it('estimate no less than a reference, a string and an entry take in memory', () => {
    const each = (text: string): number =>
      (heldBytes(`[${text.repeat(100)}]`) - heldBytes('[]')) / 100;
    expect(each('7 0 R ')).toBeGreaterThanOrEqual(48);
    expect(each('()')).toBeGreaterThanOrEqual(96);
    expect(each('<< /A 1 >>')).toBeGreaterThanOrEqual(200);
  });

  it('give every object its own share, and all together no more than the whole', () => {
    const taken = heldBytes('[1 2 3]');
    const limits = startReading({ maxObjectBytes: taken, maxHeldBytes: 3 * taken });
    for (let object = 0; object < 3; object++) parse('[1 2 3]', limits);
    expect(limits.values.heldBytes).toBe(3 * taken);
    expect(formatErrorCode(() => parse('[1 2 3]', limits))).toBe('pdf/limit');
  });

  it('have room again for what takes the place of an object that nobody keeps', () => {
    const taken = heldBytes('[1 2 3]');
    const limits = startReading({ maxHeldBytes: taken });
    for (let object = 0; object < 10; object++) {
      parse('[1 2 3]', limits);
      limits.values.letGo(0);
    }
    parse('[1 2 3]', limits);
    expect(limits.values.heldBytes).toBe(taken);
  });
});

describe('The limits of a file', () => {
  const stream = { dict: '/Filter /ASCIIHexDecode', data: '00'.repeat(100) };
  const pdf = buildPdf(
    { objects: { 1: '<< /Type /Catalog >>', 2: stream, 3: stream } },
    { objects: { 4: 'null' } },
    { objects: { 4: '1' } },
  );
  const refusalOf = (limits: Partial<PdfLimits>): string | undefined =>
    formatErrorCode(() => parsePdf(pdf, limits));
  const decode = (limits: Partial<PdfLimits>, ...numbers: number[]): string | undefined => {
    const { newest } = parsePdf(pdf, limits);
    return formatErrorCode(() => {
      for (const number of numbers) newest.decode(newest.read(number) as PdfStream);
    });
  };

  it.each<[keyof PdfLimits, number]>([
    ['maxBytes', pdf.length],
    ['maxRevisions', 3],
    // One entry for each object in each revision, and the free one that every file begins with.
    ['maxObjects', 6],
  ])('%s: it is read at the edge, and refused beyond it', (name, edge) => {
    expect(refusalOf({ [name]: edge })).toBeUndefined();
    expect(refusalOf({ [name]: edge - 1 })).toBe('pdf/limit');
  });

  it('one stream may expand to its limit, and no further', () => {
    expect(decode({ maxStreamBytes: 200 }, 2)).toBeUndefined();
    expect(decode({ maxStreamBytes: 199 }, 2)).toBe('pdf/limit');
  });

  it('all streams together may expand to theirs, however small each is', () => {
    expect(decode({ maxDecodedBytes: 300 }, 2, 3)).toBeUndefined();
    expect(decode({ maxDecodedBytes: 199 }, 2, 3)).toBe('pdf/limit');
  });
});
