import { describe, expect, it } from '@jest/globals';

import { parsePdf } from '../../../src/formats/pdf/pdf-file.ts';
import { findSignatures } from '../../../src/formats/pdf/signatures/find-signatures.ts';
import { concatBytes, latin1Bytes, latin1Text } from '../../../src/shared/bytes.ts';
import { checkCoverage, type CoverageResult } from '../../../src/verification/pdf/coverage.ts';
import { formatErrorCode } from '../../support/format-error-code.ts';
import {
  appendRevision,
  buildPdf,
  fillByteRange,
  replaceText,
  signatureValue,
} from '../../support/pdf-builder.ts';
import { appendSigned, ownPdf, sampleObjects, signedPdf } from '../../support/signed-pdf.ts';

function coverageOf(pdf: Uint8Array, index = 0): CoverageResult {
  const file = parsePdf(pdf);
  return checkCoverage(file, findSignatures(file)[index]!);
}

function failedChecks({ checks }: CoverageResult): readonly string[] {
  for (const { indication, subIndication } of checks) {
    expect(subIndication).toBe(indication === 'FAILED' ? 'FORMAT_FAILURE' : null);
  }
  return checks.filter(({ indication }) => indication === 'FAILED').map(({ check }) => check);
}

/** Rewrites the byte range of the only signature. */
function withByteRange(pdf: Uint8Array, change: (range: number[]) => number[]): Uint8Array {
  const [written, ...numbers] = /\/ByteRange \[0 (\d{10}) (\d{10}) (\d{10})\]/.exec(
    latin1Text(pdf),
  )!;
  const changed = change([0, ...numbers.map(Number)]).map((value) =>
    String(value).padStart(10, '0'),
  );
  return replaceText(
    pdf,
    written,
    `/ByteRange [${String(Number(changed[0]))} ${changed.slice(1).join(' ')}]`,
  );
}

describe('checkCoverage', () => {
  it.each([
    ['as issued', ownPdf()],
    ['with a table', signedPdf()],
    ['with one line end after it', concatBytes(signedPdf(), latin1Bytes('\n'))],
  ])('passes a document %s', (_title, pdf) => {
    const result = coverageOf(pdf);
    expect(failedChecks(result)).toEqual([]);
    expect(result).toMatchObject({ coverage: 'WHOLE_FILE', signedRevisionIndex: 0 });
  });

  it('tells the signed revision when others follow', () => {
    const pdf = appendSigned(signedPdf(), {
      objects: {
        5: '<< /Fields [6 0 R 10 0 R] >>',
        10: '<< /FT /Sig /T (Second) /V 11 0 R >>',
        11: signatureValue(),
      },
    });
    expect(coverageOf(pdf, 0)).toMatchObject({ coverage: 'REVISION', signedRevisionIndex: 0 });
    expect(coverageOf(pdf, 1)).toMatchObject({ coverage: 'WHOLE_FILE', signedRevisionIndex: 1 });
    expect(failedChecks(coverageOf(pdf, 0))).toEqual([]);
  });

  it('accepts the line end after %%EOF on either side', () => {
    const signed = signedPdf();
    const withLineEnd = withByteRange(
      concatBytes(signed, latin1Bytes('\r\n')),
      ([first, length, second, rest]) => [first!, length!, second!, rest! + 2],
    );
    for (const pdf of [signed, withLineEnd]) {
      const updated = appendRevision(pdf, { objects: { 9: 'null' }, prefix: '' });
      expect(failedChecks(coverageOf(updated))).toEqual([]);
    }
  });

  it('fails bytes that were appended', () => {
    const result = coverageOf(concatBytes(signedPdf(), latin1Bytes('\n% more')));
    expect(failedChecks(result)).toEqual(['pdf/end-of-file']);
    expect(result.coverage).toBe('REVISION');
  });

  it.each<[string, (range: number[]) => number[], string]>([
    ['that begins late', ([, a, b, c]) => [1, a! - 1, b!, c!], 'pdf/byte-range'],
    ['with a gap before the string', ([z, a, b, c]) => [z!, a! - 1, b!, c!], 'pdf/byte-range'],
    ['with a gap behind the string', ([z, a, b, c]) => [z!, a!, b! + 1, c! - 1], 'pdf/byte-range'],
    [
      'that includes the brackets',
      ([z, a, b, c]) => [z!, a! + 1, b! - 1, c! + 1],
      'pdf/byte-range',
    ],
    ['without a gap', ([z, , b, c]) => [z!, b!, b!, c!], 'pdf/byte-range'],
    ['that reaches beyond the file', ([z, a, b, c]) => [z!, a!, b!, c! + 1], 'pdf/byte-range'],
    ['of zeros', () => [0, 0, 0, 0], 'pdf/byte-range'],
    ['of huge numbers', () => [0, 4294967296, 9999999999, 9999999999], 'pdf/byte-range'],
    ['that ends early', ([z, a, b, c]) => [z!, a!, b!, c! - 1], 'pdf/coverage'],
    ['without an end', ([z, a, b]) => [z!, a!, b!, 0], 'pdf/coverage'],
  ])('fails a byte range %s', (_title, change, check) => {
    expect(failedChecks(coverageOf(withByteRange(signedPdf(), change)))).toEqual([check]);
  });

  it('passes a gap that holds white space, and fails one that holds more', () => {
    const pdf = replaceText(signedPdf(), '0107000000', '0107 00 00');
    expect(failedChecks(coverageOf(pdf))).toEqual([]);
    const commented = replaceText(signedPdf(), '0107000000', '0107%00%00');
    expect(formatErrorCode(() => parsePdf(commented).newest.read(7))).toBe('pdf/syntax');
  });

  it('passes blanks behind the end of the file that are signed, and fails others', () => {
    const objects = { ...sampleObjects };
    const pdf = fillByteRange(buildPdf({ objects, suffix: '\n\n  \n' }));
    expect(failedChecks(coverageOf(pdf))).toEqual([]);
    expect(failedChecks(coverageOf(concatBytes(pdf, latin1Bytes('\n'))))).toEqual([
      'pdf/end-of-file',
    ]);
    const more = fillByteRange(buildPdf({ objects, suffix: '\n%more' }));
    expect(failedChecks(coverageOf(more))).toContain('pdf/coverage');
  });

  it('fails a signature that covers another revision than its own', () => {
    const first = signedPdf();
    const rewritten = signatureValue().replace(/\[0 [0 ]+\]/, '[0 1 2 3]');
    expect(failedChecks(coverageOf(appendRevision(first, { objects: { 7: rewritten } })))).toEqual([
      'pdf/byte-range',
    ]);
  });

  it('fails a signature whose byte range was moved over inserted bytes', () => {
    const first = signedPdf();
    const inserted = appendRevision(first, {
      objects: { 4: { dict: '', data: 'BT (Grade: A) Tj ET' } },
    });
    const grown = withByteRange(inserted, ([z, a, b]) => [
      z!,
      a!,
      b! + 100,
      inserted.length - b! - 100,
    ]);
    expect(failedChecks(coverageOf(grown))).toEqual(['pdf/byte-range']);
    const whole = withByteRange(inserted, ([z, a, b]) => [z!, a!, b!, inserted.length - b!]);
    expect(failedChecks(coverageOf(whole))).toEqual(['pdf/coverage']);
  });

  it('fails a signature dictionary that is written ambiguously', () => {
    const value = signatureValue().replace('/Contents', '/ByteRange [0 1 2 3] /Contents');
    const result = coverageOf(signedPdf({ objects: { 7: value } }));
    expect(failedChecks(result)).toEqual(['pdf/signature-dictionary']);
  });

  it('skips the question of the end when the byte range is unusable', () => {
    const pdf = replaceText(signedPdf(), '/ByteRange', '/BiteRange');
    expect(coverageOf(pdf)).toMatchObject({
      coverage: 'REVISION',
      signedRevisionIndex: null,
      checks: [
        { check: 'pdf/signature-dictionary', indication: 'FAILED' },
        { check: 'pdf/byte-range', indication: 'FAILED' },
        { check: 'pdf/coverage', indication: 'SKIPPED' },
        { check: 'pdf/end-of-file', indication: 'PASSED' },
      ],
    });
  });
});
