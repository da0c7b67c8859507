import { describe, expect, it } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { toEtsiReport } from '../../../src/verification/etsi/to-etsi-report.ts';
import type { SignatureReport, VerificationReport } from '../../../src/verification/report.ts';

const VR = 'http://uri.etsi.org/19102/v1.4.1#';

/** The children of each element that we write, in the order of the published schema. */
const sequences: Readonly<Record<string, readonly string[]>> = {
  ValidationReport: ['SignatureValidationReport', 'SignatureValidationObjects'],
  SignatureValidationReport: [
    'SignatureIdentifier',
    'ValidationConstraintsEvaluationReport',
    'ValidationTimeInfo',
    'SignersDocument',
    'SignatureAttributes',
    'SignerInformation',
    'SignatureQuality',
    'SignatureValidationProcess',
    'SignatureValidationStatus',
    'OtherInformation',
  ],
  SignatureIdentifier: ['HashOnly', 'DocHashOnly', 'DAIdentifier'],
  ValidationConstraintsEvaluationReport: ['ValidationConstraint'],
  ValidationConstraint: [
    'ValidationConstraintIdentifier',
    'ConstraintStatus',
    'ValidationStatus',
    'Indications',
  ],
  ConstraintStatus: ['Status'],
  ValidationStatus: ['MainIndication', 'SubIndication'],
  SignatureValidationStatus: ['MainIndication', 'SubIndication'],
  ValidationTimeInfo: ['ValidationTime', 'BestSignatureTime'],
  BestSignatureTime: ['POETime', 'TypeOfProof', 'POEObject'],
  SignersDocument: ['SignersDocumentRepresentation'],
  SignatureAttributes: ['SigningTime'],
  SigningTime: ['Time'],
  SignerInformation: ['SignerCertificate', 'Signer'],
  SignatureValidationProcess: ['SignatureValidationProcessID'],
  SignatureValidationObjects: ['ValidationObject'],
  ValidationObject: ['ObjectType', 'ValidationObjectRepresentation', 'ValidationReport'],
  ValidationObjectRepresentation: ['direct', 'DigestAlgAndValue'],
};

const signature: SignatureReport = {
  field: 'Signature',
  integrity: 'INTACT',
  coverage: 'WHOLE_FILE',
  changesAfter: 'LTV_UPDATES',
  docMdp: 2,
  level: 'B-LTA',
  signedAt: '2026-11-20T10:00:00Z',
  bestSignatureTime: '2026-11-20T10:00:05Z',
  signer: { subject: 'CN=Registrar', issuer: 'CN=CA', serial: '00FF', institutionCode: '99001' },
  trustAnchor: 'CN=Root',
  indication: 'TOTAL-PASSED',
  subIndication: null,
};
const report: VerificationReport = {
  indication: 'TOTAL-PASSED',
  subIndication: null,
  validationTime: '2026-11-24T03:00:00Z',
  document: null,
  registry: { state: 'not-checked', since: null, reason: null, supersededBy: null },
  signatures: [signature],
  timeStamps: [
    {
      field: 'Signature',
      kind: 'signature-time-stamp',
      integrity: 'INTACT',
      time: '2026-11-20T10:00:05Z',
      authority: 'CN=TSA',
      trustAnchor: 'CN=Root',
      indication: 'TOTAL-PASSED',
      subIndication: null,
    },
  ],
  sidecar: null,
  checks: [
    { check: 'pdf/coverage', indication: 'PASSED', subIndication: null, found: 'a', because: 'b' },
    { check: 'registry/state', indication: 'SKIPPED', subIndication: null, found: '', because: '' },
    {
      check: 'signature/digest',
      indication: 'PASSED',
      subIndication: null,
      found: 'of another',
      because: '',
      field: 'Other',
    },
  ],
  developmentOnly: false,
};
const document = {
  documentId: '7K3M-9QXT-2WBD-4HN8',
  institution: null,
  kind: 'transcript',
  language: 'th',
  issuedAt: '2026-11-20T10:00:00Z',
};

interface Seen {
  readonly texts: Record<string, string[]>;
  readonly ids: string[];
  readonly references: string[];
}

/** Parses strictly and holds every element of the report's namespace to its place in the schema. */
function readStrictly(text: string): Seen {
  const parser = new SaxesParser({ xmlns: true });
  const stack: { local: string; children: string[]; text: string }[] = [];
  const seen: Seen = { texts: {}, ids: [], references: [] };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (uri === VR) stack.at(-1)?.children.push(local);
    stack.push({ local: uri === VR ? local : `other:${local}`, children: [], text: '' });
    const { id, VOReference } = attributes;
    if (id) seen.ids.push(id.value);
    if (VOReference) seen.references.push(VOReference.value);
  });
  parser.on('text', (piece) => {
    const top = stack.at(-1);
    if (top) top.text += piece;
  });
  parser.on('closetag', () => {
    const { local, children, text: inner } = stack.pop()!;
    (seen.texts[local] ??= []).push(inner);
    const order = sequences[local] ?? [];
    // Below an object's own report stands a report of the same shape.
    const isInner = local === 'ValidationReport' && stack.length > 0;
    const allowed = isInner ? sequences['SignatureValidationReport']! : order;
    const places = children.map((child) => allowed.indexOf(child));
    expect({ local, children, places }).toEqual({
      local,
      children,
      places: [...places].sort((left, right) => left - right),
    });
    expect(places).not.toContain(-1);
  });
  parser.write(text).close();
  return seen;
}

describe('the ETSI validation report', () => {
  it('is built as the schema wants, with every reference leading somewhere', () => {
    const seen = readStrictly(toEtsiReport(report, { pdfDigest: 'q83v' }));
    expect(seen.ids).toEqual(['S-1', 'D-1', 'C-1', 'T-1']);
    expect(seen.references).toEqual(['T-1', 'D-1', 'C-1']);
    expect(seen.texts['MainIndication']).toEqual([
      'urn:etsi:019102:mainindication:passed',
      'urn:etsi:019102:mainindication:total-passed',
      'urn:etsi:019102:mainindication:total-passed',
    ]);
    expect(seen.texts['ValidationConstraintIdentifier']).toEqual([
      'urn:parinya:check:pdf:coverage',
      'urn:parinya:check:registry:state',
    ]);
    expect(seen.texts['POETime']).toEqual(['2026-11-20T10:00:05Z']);
    expect(seen.texts['SignatureValidationProcessID']).toEqual([
      'urn:etsi:019102:validationprocess:LTA',
    ]);
    expect(seen.texts['other:X509SerialNumber']).toEqual(['255']);
  });

  it('is the same text for the same report', () => {
    expect(toEtsiReport(structuredClone(report))).toBe(toEtsiReport(report));
  });

  it('never calls the signature of a revoked document of ours good', () => {
    const revoked = toEtsiReport({
      ...report,
      document,
      indication: 'TOTAL-FAILED',
      subIndication: 'DOCUMENT_REVOKED',
      registry: { ...report.registry, state: 'revoked', since: '2026-11-21T00:00:00Z' },
    });
    const { texts } = readStrictly(revoked);
    expect(texts['MainIndication']).toContain('urn:etsi:019102:mainindication:total-failed');
    expect(texts['SubIndication']).toEqual(['urn:parinya:subindication:DOCUMENT_REVOKED']);
  });

  it('keeps the signatures of other documents apart', () => {
    const other = {
      ...signature,
      field: 'Other',
      indication: 'INDETERMINATE' as const,
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' as const,
    };
    const text = toEtsiReport({
      ...report,
      signatures: [signature, other],
      indication: 'INDETERMINATE',
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
    });
    const { texts } = readStrictly(text);
    expect(texts['MainIndication']!.filter((uri) => uri.includes('total'))).toHaveLength(2);
    expect(texts['SubIndication']).toEqual([
      'urn:etsi:019102:subindication:NO_CERTIFICATE_CHAIN_FOUND',
    ]);
    expect(texts['Indications']).toContain('of another');
  });

  it('says so where there is no signature', () => {
    const { texts } = readStrictly(
      toEtsiReport({
        ...report,
        signatures: [],
        timeStamps: [],
        indication: 'INDETERMINATE',
        subIndication: 'NO_SIGNATURE_FOUND',
      }),
    );
    expect(texts['SubIndication']).toEqual(['urn:etsi:019102:subindication:NO_SIGNATURE_FOUND']);
    expect(texts['POETime']).toEqual(['2026-11-24T03:00:00Z']);
  });

  it.each(['<x a="1">&amp;]]>', 'a\u0000b\ud800c\uffff', '  two\nlines\t\r ', 'ลายมือชื่อ 🖋'])(
    'holds the field name %j of a stranger',
    (field) => {
      const { texts } = readStrictly(
        toEtsiReport({ ...report, signatures: [{ ...signature, field }] }),
      );
      expect(texts['DAIdentifier']).toEqual([
        ['\0', '\ud800', '\uffff'].reduce((text, bad) => text.replace(bad, '\ufffd'), field),
      ]);
    },
  );
});
