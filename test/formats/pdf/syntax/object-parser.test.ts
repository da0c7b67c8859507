import { describe, expect, it } from '@jest/globals';

import { startReading } from '../../../../src/formats/pdf/pdf-limits.ts';
import type { PdfDict, PdfValue } from '../../../../src/formats/pdf/pdf-value.ts';
import { Lexer } from '../../../../src/formats/pdf/syntax/lexer.ts';
import { ObjectParser } from '../../../../src/formats/pdf/syntax/object-parser.ts';
import { latin1Bytes, latin1Text } from '../../../../src/shared/bytes.ts';
import { formatErrorCode } from '../../../support/format-error-code.ts';

function parse(text: string, maxDepth = 10): PdfValue {
  return new ObjectParser(new Lexer(latin1Bytes(text)), startReading({ maxDepth })).readValue();
}

function textOf(source: string): string {
  return latin1Text((parse(source) as { bytes: Uint8Array }).bytes);
}

describe('ObjectParser', () => {
  it.each<[string, PdfValue]>([
    ['null', null],
    ['true', true],
    ['false', false],
    ['42', 42],
    ['00000690', 690],
    ['-.5', -0.5],
    ['+17', 17],
    ['4.', 4],
    ['% comment\n 7', 7],
  ])('reads %s', (source, expected) => {
    expect(parse(source)).toBe(expected);
  });

  it('tells references from numbers', () => {
    expect(parse('[1 2 R 3 4 5 0 R]')).toEqual([
      { type: 'ref', number: 1, generation: 2 },
      3,
      4,
      { type: 'ref', number: 5, generation: 0 },
    ]);
  });

  it('decodes names', () => {
    expect(parse('/A#20B#2f')).toEqual({ type: 'name', value: 'A B/' });
  });

  it.each([
    ['(a(b)c)', 'a(b)c'],
    [String.raw`(\n\r\t\(\)\\)`, '\n\r\t()\\'],
    [String.raw`(\101\7\0529)`, 'A\x07*9'],
    ['(one\\\r\ntwo\r\nthree)', 'onetwo\nthree'],
    [String.raw`(\q)`, 'q'],
    ['<48 65\n6C6c6F7>', 'Hellop'],
    ['()', ''],
  ])('decodes the string %j', (source, expected) => {
    expect(textOf(source)).toBe(expected);
  });

  it('says where a string stands in the file', () => {
    expect(parse('  <00ff>')).toMatchObject({ start: 2, end: 8, hexadecimal: true });
  });

  it('keeps the first value of a key that is written twice, and says so', () => {
    const dict = parse('<< /A 1 /B 2 /A 3 >>') as PdfDict;
    expect(dict).toMatchObject({ type: 'dict', duplicateKeys: ['A'] });
    expect(dict.entries.get('A')).toBe(1);
  });

  it.each([
    '1e5',
    '--1',
    '1.2.3',
    'nil',
    '(open',
    '<4g>',
    '<48',
    '/A#0',
    '/A#00',
    '[1',
    '<< /A',
    '<< 1 2 >>',
    ']',
    '',
  ])('refuses %j', (source) => {
    expect(formatErrorCode(() => parse(source))).toBe('pdf/syntax');
  });

  it('stops at the limit of nesting', () => {
    expect(formatErrorCode(() => parse('['.repeat(10) + ']'.repeat(10)))).toBeUndefined();
    expect(formatErrorCode(() => parse('['.repeat(11) + ']'.repeat(11)))).toBe('pdf/limit');
    expect(formatErrorCode(() => parse('<</A'.repeat(1_000_000)))).toBe('pdf/limit');
  });

  it('refuses a lone carriage return after stream', () => {
    const parser = new ObjectParser(
      new Lexer(latin1Bytes('1 0 obj <<>> stream\rx')),
      startReading(),
    );
    expect(formatErrorCode(() => parser.readIndirectObject())).toBe('pdf/syntax');
  });
});
