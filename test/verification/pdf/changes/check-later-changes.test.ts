import { describe, expect, it } from '@jest/globals';

import { parsePdf } from '../../../../src/formats/pdf/pdf-file.ts';
import { findSignatures } from '../../../../src/formats/pdf/signatures/find-signatures.ts';
import type { ChangeClass } from '../../../../src/verification/pdf/changes/change-class.ts';
import {
  changePolicyOf,
  checkLaterChanges,
} from '../../../../src/verification/pdf/changes/check-later-changes.ts';
import { ownPdf, sampleObjects, signedPdf } from '../../../support/signed-pdf.ts';

const classes: readonly ChangeClass[] = [
  'NONE',
  'LTV_UPDATES',
  'FORM_FILLING',
  'ANNOTATIONS',
  'OTHER',
];

describe('checkLaterChanges', () => {
  it.each([
    [true, 3, 2],
    [false, 1, 2],
    [false, 2, 3],
    [false, null, 3],
    [false, 3, 4],
  ] as const)(
    'own %s, permission %s: the first %s kinds of change pass',
    (ownDocument, docMdp, count) => {
      const passing = classes.filter((changesAfter) => {
        const findings = [
          { objectNumber: 4, what: 'Changed.', path: '/A', changeClass: changesAfter },
        ];
        const check = checkLaterChanges({ changesAfter, findings }, { ownDocument, docMdp });
        expect(check.subIndication).toBe(
          check.indication === 'PASSED' ? null : 'SIG_CONSTRAINTS_FAILURE',
        );
        return check.indication === 'PASSED';
      });
      expect(passing).toEqual(classes.slice(0, count));
    },
  );

  it('names the worst change', () => {
    const findings = [
      { objectNumber: 1, what: 'Added.', path: '/DSS', changeClass: 'LTV_UPDATES' as const },
      { objectNumber: 4, what: 'Replaced.', path: '', changeClass: 'OTHER' as const },
    ];
    const policy = { ownDocument: true, docMdp: 2 } as const;
    expect(checkLaterChanges({ changesAfter: 'OTHER', findings }, policy).found).toContain(
      'object 4',
    );
  });
});

describe('changePolicyOf', () => {
  it('takes the permission of the certification', () => {
    const [signature] = findSignatures(parsePdf(ownPdf()));
    expect(changePolicyOf(signature!, true)).toEqual({
      ownDocument: true,
      docMdp: 2,
      fieldLocks: [],
    });
  });

  it('takes the stricter permission of a lock', () => {
    const field = sampleObjects[6].replace('/V', '/Lock << /Action /All /P 1 >> /V');
    const [signature] = findSignatures(parsePdf(signedPdf({ objects: { 6: field } })));
    expect(changePolicyOf(signature!, false).docMdp).toBe(1);
  });
});
