import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { parsePdf } from '../../../src/formats/pdf/pdf-file.ts';
import { findSignatures } from '../../../src/formats/pdf/signatures/find-signatures.ts';
import {
  changePolicyOf,
  checkLaterChanges,
} from '../../../src/verification/pdf/changes/check-later-changes.ts';
import { compareRevisions } from '../../../src/verification/pdf/changes/compare-revisions.ts';
import { checkCoverage } from '../../../src/verification/pdf/coverage.ts';
import { formatErrorCode } from '../../support/format-error-code.ts';

const folder = new URL('../../../../shared/data/signed-pdfs/', import.meta.url);
const describeWithData = existsSync(folder) ? describe : describe.skip;

function read(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, folder)));
}

/** Coverage, later changes and failed checks of each signature. */
function judge(name: string): unknown[] {
  const file = parsePdf(read(name));
  return findSignatures(file).map((signature) => {
    const { coverage, signedRevisionIndex, checks } = checkCoverage(file, signature);
    const failed = checks
      .filter(({ indication }) => indication !== 'PASSED')
      .map(({ check }) => check);
    if (signedRevisionIndex === null) return [coverage, null, failed];
    const policy = changePolicyOf(signature, false);
    const comparison = compareRevisions(file, signedRevisionIndex, policy);
    const later = checkLaterChanges(comparison, policy);
    if (later.indication !== 'PASSED') failed.push(later.check);
    return [coverage, comparison.changesAfter, failed];
  });
}

describeWithData('signed PDFs made by others', () => {
  it.each<[string, unknown[]]>([
    ['adbe-detached.pdf', [['WHOLE_FILE', 'NONE', []]]],
    ['certified-indirect-references.pdf', [['WHOLE_FILE', 'NONE', []]]],
    ['pades-baseline-b.pdf', [['WHOLE_FILE', 'NONE', []]]],
    ['pades-signing-certificate-v1.pdf', [['WHOLE_FILE', 'NONE', []]]],
    [
      'pades-lta-indirect-arrays.pdf',
      [
        ['REVISION', 'LTV_UPDATES', []],
        ['REVISION', 'LTV_UPDATES', []],
      ],
    ],
    [
      'two-fields-signed-twice.pdf',
      [
        ['REVISION', 'FORM_FILLING', []],
        ['WHOLE_FILE', 'NONE', []],
      ],
    ],
    // Its fault is in the CMS, which is judged elsewhere.
    ['cms-with-content.pdf', [['WHOLE_FILE', 'NONE', []]]],
    [
      'byte-range-one-range.pdf',
      [['REVISION', null, ['pdf/signature-dictionary', 'pdf/byte-range', 'pdf/coverage']]],
    ],
    [
      'no-byte-range.pdf',
      [['REVISION', null, ['pdf/signature-dictionary', 'pdf/byte-range', 'pdf/coverage']]],
    ],
  ])('judges %s', (name, expected) => {
    expect(judge(name)).toEqual(expected);
  });

  it.each([
    // A trailer without /Root whose /Size is smaller than its objects' numbers.
    ['incremental-page-swap.pdf', 'pdf/xref'],
    // Its last startxref points to a section that bytes were inserted before.
    ['second-byte-range.pdf', 'pdf/xref'],
  ])('refuses %s', (name, code) => {
    expect(formatErrorCode(() => parsePdf(read(name)))).toBe(code);
  });
});
