import fc from 'fast-check';

import { describe, expect, it } from '@jest/globals';

import { startReading } from '../../../../src/formats/pdf/pdf-limits.ts';
import {
  isPdfArray,
  isPdfDict,
  isPdfReference,
  type PdfValue,
} from '../../../../src/formats/pdf/pdf-value.ts';
import { Lexer } from '../../../../src/formats/pdf/syntax/lexer.ts';
import { ObjectParser } from '../../../../src/formats/pdf/syntax/object-parser.ts';
import { ReferenceScan } from '../../../../src/formats/pdf/syntax/reference-scan.ts';
import { latin1Bytes } from '../../../../src/shared/bytes.ts';
import { isFormatError } from '../../../../src/shared/format-error.ts';

/** Every reference with where it stands, and where reading ended or why it failed. */
type Found = readonly [readonly string[], number | string];

function scanned(text: string): Found {
  const lexer = new Lexer(latin1Bytes(text));
  const found: string[] = [];
  const scan = new ReferenceScan(lexer, startReading(), (number, trail) => {
    found.push([number, ...trail()].join('/'));
  });
  return outcome(found, lexer, () => {
    scan.passValue();
  });
}

function parsed(text: string): Found {
  const lexer = new Lexer(latin1Bytes(text));
  const found: string[] = [];
  return outcome(found, lexer, () => {
    collect(new ObjectParser(lexer, startReading()).readValue(), [], found);
  });
}

function outcome(found: string[], lexer: Lexer, read: () => void): Found {
  try {
    read();
    return [found, lexer.position];
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return [[], error.code];
  }
}

function collect(value: PdfValue, trail: readonly (string | number)[], found: string[]): void {
  if (isPdfReference(value)) found.push([value.number, ...trail].join('/'));
  else if (isPdfArray(value)) {
    for (const [index, item] of value.entries()) collect(item, [...trail, index], found);
  } else if (isPdfDict(value)) {
    for (const [key, item] of value.entries) collect(item, [...trail, key], found);
  }
}

/** Words of PDF syntax and fragments of them, that make a value together or do not. */
const words = fc.constantFrom(
  ...'<< >> [ ] ( ) < > / /A /B#20C /# /A#4 1 0 R 12 R 00 -1 1.5 + true null nul % \n % x\r \\ (a\\)b) <41 4> <4g> 99999999999999999 obj'.split(
    / (?=.)/,
  ),
);
/** Made so that much of it is well formed. Keys differ by their depth and place. */
const wellFormed = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('1 0 R', '7 3 R', '5', '-2.5', '/N#41', '(a(b)c)', '<4 1>', 'true', 'null'),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(' ')}]`),
    fc
      .array(tie('value'), { maxLength: 4 })
      .map((items) => `<<${items.map((item, index) => `/K#4${index}~ ${item} %c\n`).join('')}>>`),
  ),
})).value;

describe('ReferenceScan', () => {
  it('finds each reference with the keys that lead to it', () => {
    expect(scanned('<< /A [ 1 0 R (2 0 R) << /B#20C 3 0 R >> ] >> rest')).toEqual([
      ['1/A/0', '3/A/2/B C'],
      45,
    ]);
  });

  it('finds what the parser finds in values that are well formed', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(scanned(text)).toEqual(parsed(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses and passes what the parser does, whatever stands there', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 14 }), fc.constantFrom('', ' '), (all, between) => {
        const text = all.join(between);
        const [, end] = parsed(text);
        expect(scanned(text)[1]).toEqual(end);
      }),
      { numRuns: 5000 },
    );
  });

  it('looks at both values of a key that is written twice', () => {
    expect(scanned('<< /A 1 0 R /A 2 0 R >>')[0]).toEqual(['1/A', '2/A']);
  });
});
