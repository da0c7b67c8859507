import { describe, expect, it } from '@jest/globals';

import { foreignEvidence, makeForeignPki } from '../support/foreign/foreign-pki.ts';
import { libraryDocuments } from '../support/honest/library-documents.ts';
import { otherDocuments } from '../support/honest/other-documents.ts';
import { viewerDocuments } from '../support/honest/viewer-documents.ts';
import { verifyDocument } from '../../src/verification/verify-document.ts';

const pki = makeForeignPki();
const rows = [...viewerDocuments, ...libraryDocuments, ...otherDocuments].map(
  (document) => [document.producer, document.kind, document] as const,
);

describe('documents as other programs write them', () => {
  it.each(rows)('%s: %s', async (_producer, _kind, document) => {
    const report = await verifyDocument({
      ...foreignEvidence(pki),
      ...document.evidence?.(pki),
      pdf: document.build(pki),
    });
    const { signatures, checks, indication, subIndication } = report;
    const objections = checks.filter((check) => check.subIndication !== null);
    expect({
      answer: [indication, subIndication],
      integrity: signatures.map(({ integrity }) => integrity),
      changes: signatures.map(({ changesAfter }) => changesAfter),
      objections: objections.map(({ check, found }) => `${check}: ${found}`),
    }).toMatchObject({
      answer: document.open ? ['INDETERMINATE', document.open] : ['TOTAL-PASSED', null],
      integrity: document.changes.map(() => 'INTACT'),
      changes: document.changes,
    });
  });

  it('has every row under a name of its own', () => {
    expect(new Set(rows.map(([producer, kind]) => `${producer}: ${kind}`)).size).toBe(rows.length);
  });
});
