import { describe, expect, it } from '@jest/globals';
import { rules } from '../../../src/verification/judgement/rules.ts';
import { natureOf } from '../../../src/verification/judgement/check-result.ts';
import type { SubIndication, VerificationReport } from '../../../src/verification/report.ts';
import { answers } from '../../../src/verification/sentences/answers.ts';
import {
  checkTitles,
  toCheckSentence,
} from '../../../src/verification/sentences/check-sentences.ts';
import { fill } from '../../../src/verification/sentences/language.ts';
import { reasons } from '../../../src/verification/sentences/reasons.ts';
import { toAnswer, toAnswerKind } from '../../../src/verification/sentences/to-answer.ts';

const emptyReport: VerificationReport = {
  indication: 'TOTAL-PASSED',
  subIndication: null,
  validationTime: '2026-11-24T00:00:00Z',
  document: {
    documentId: '7K3M-9QXT-2WBD-4HN8',
    institution: { code: '99001', nameTh: 'มหาวิทยาลัยสมมติ', nameEn: 'Sommut University' },
    kind: 'transcript',
    language: 'th',
    issuedAt: '2026-11-20T00:00:00Z',
  },
  registry: { state: 'issued', since: '2026-11-20T00:00:00Z', reason: null, supersededBy: null },
  signatures: [],
  sidecar: null,
  checks: [],
  developmentOnly: false,
};

const signed: Pick<VerificationReport, 'signatures'> = {
  signatures: [
    {
      field: 'Signature1',
      integrity: 'INTACT',
      coverage: 'WHOLE_FILE',
      changesAfter: 'NONE',
      docMdp: 2,
      level: 'B-B',
      signedAt: '2026-11-20T00:00:00Z',
      bestSignatureTime: null,
      signer: {
        subject: 'CN=Registrar,O=Sommut',
        issuer: 'CN=CA',
        serial: '01',
        institutionCode: '99001',
      },
      trustAnchor: 'CN=Root',
      indication: 'TOTAL-PASSED',
      subIndication: null,
    },
  ],
};

const day = (time: string) => time.slice(0, 10);
const pass = (check: string) =>
  ({ check, indication: 'PASSED', subIndication: null, found: '', because: '' }) as const;
const fail = (check: string, subIndication: SubIndication) =>
  ({ check, indication: 'FAILED', subIndication, found: '', because: '' }) as const;

describe('sentences', () => {
  it('exist for every check and every sub-indication, in both languages', () => {
    for (const name of Object.keys(rules)) expect(checkTitles).toHaveProperty([name]);
    for (const name of Object.keys(natureOf)) expect(reasons).toHaveProperty([name]);
    const all = [...Object.values(checkTitles), ...Object.values(reasons)];
    for (const { th, en } of all) {
      expect(th).toMatch(/[\u0e01-\u0e5b]/);
      expect(en).not.toMatch(/[\u0e00-\u0e7f]/);
    }
  });

  it('never shout', () => {
    const texts = Object.values(answers).flatMap(({ headline, nextStep }) => [
      ...Object.values(headline),
      ...Object.values(nextStep),
    ]);
    expect(texts.filter((text) => text.includes('!'))).toEqual([]);
  });

  it('refuse a blank without a filling', () => {
    expect(() => fill({ th: '{date}', en: '{date}' }, 'en')).toThrow(RangeError);
  });
});

describe('the answer', () => {
  it('is genuine only for a document of ours that passed', () => {
    expect(toAnswerKind(emptyReport)).toBe('genuine');
    expect(toAnswerKind({ ...emptyReport, document: null })).toBe('signature-valid');
  });

  it.each([
    ['HASH_FAILURE', 'changed'],
    ['SIG_CRYPTO_FAILURE', 'changed'],
    ['SIGNER_NOT_AUTHORISED', 'wrong-signer'],
    ['SIDECAR_MISMATCH', 'mismatch'],
    ['DOCUMENT_REVOKED', 'revoked'],
    ['EXPIRED', 'not-reliable'],
  ] as const)('for %s is "%s"', (subIndication, kind) => {
    const report = {
      ...emptyReport,
      ...signed,
      indication: 'TOTAL-FAILED' as const,
      subIndication,
    };
    expect(toAnswerKind(report)).toBe(kind);
  });

  it('does not call a file changed that is no document', () => {
    const report = {
      ...emptyReport,
      indication: 'TOTAL-FAILED' as const,
      subIndication: 'FORMAT_FAILURE' as const,
      document: null,
      checks: [fail('document/format', 'FORMAT_FAILURE')],
    };
    expect(toAnswerKind(report)).toBe('unreadable');
  });

  it('gives every sub-indication a whole sentence in both languages', () => {
    for (const [name, nature] of Object.entries(natureOf)) {
      const report = {
        ...emptyReport,
        indication: nature === 'FAILED' ? ('TOTAL-FAILED' as const) : ('INDETERMINATE' as const),
        subIndication: name as SubIndication,
      };
      for (const language of ['th', 'en'] as const) {
        const { headline, nextStep, lines } = toAnswer(report, language, day);
        expect(headline + nextStep).not.toMatch(/[{}]/);
        expect(lines).toHaveLength(4);
      }
    }
  });

  it('says by whom, that nothing changed, when, and that it is in force', () => {
    const checks = [
      'document/institution',
      'path/chain',
      'path/signatures',
      'signature/mathematics',
    ];
    const report = { ...emptyReport, ...signed, checks: checks.map(pass) };

    expect(toAnswer(report, 'en', day).lines.map(({ symbol, text }) => [symbol, text])).toEqual([
      ['passed', 'Sommut University'],
      ['passed', 'Exactly as it was signed'],
      ['passed', '2026-11-20, as the signer states'],
      ['passed', 'The registry says that it is in force'],
    ]);
  });

  it('never shows what could not be checked as good', () => {
    const report: VerificationReport = {
      ...emptyReport,
      indication: 'INDETERMINATE',
      subIndication: 'TRY_LATER',
      registry: { state: 'not-checked', since: null, reason: null, supersededBy: null },
    };
    const { symbol, lines } = toAnswer(report, 'th', day);

    expect(symbol).toBe('undetermined');
    expect(lines.map((line) => line.symbol)).not.toContain('failed');
    expect(lines[3]?.symbol).toBe('undetermined');
  });

  it('does not let a forgery borrow a name', () => {
    const report = {
      ...emptyReport,
      ...signed,
      checks: [fail('document/institution', 'SIGNER_NOT_AUTHORISED'), pass('path/chain')],
    };
    const [who] = toAnswer(report, 'en', day).lines;

    expect(who?.symbol).toBe('failed');
    expect(who?.text).not.toContain('Sommut');
  });

  it('tells when the registry revoked a document', () => {
    const report = {
      ...emptyReport,
      indication: 'TOTAL-FAILED' as const,
      subIndication: 'DOCUMENT_REVOKED' as const,
      registry: { ...emptyReport.registry, state: 'revoked' as const },
    };
    expect(toAnswer(report, 'en', day).headline).toContain('2026-11-20');
  });
});

describe('a check as a sentence', () => {
  it('says its reason in the reader’s language', () => {
    const check = fail('signature/digest', 'HASH_FAILURE');
    expect(toCheckSentence(check, 'en')).toContain(reasons.HASH_FAILURE.en);
    expect(toCheckSentence(check, 'th')).toContain(reasons.HASH_FAILURE.th);
  });
});

describe('an answer about a changed copy', () => {
  const changed: VerificationReport = {
    ...emptyReport,
    indication: 'TOTAL-FAILED',
    subIndication: 'HASH_FAILURE',
    signatures: signed.signatures.map((signature) => ({ ...signature, integrity: 'BROKEN' })),
  };

  it("does not lend it the original's standing", () => {
    const { lines } = toAnswer(changed, 'en', () => 'a day');

    expect(lines.map(({ symbol }) => symbol)).toEqual([
      'undetermined',
      'failed',
      'undetermined',
      'skipped',
    ]);
  });
});

describe('a notice', () => {
  it('stands beside every answer that rests on certificates for trying out', () => {
    const trial = { ...emptyReport, developmentOnly: true };

    expect(toAnswer(trial, 'th', () => '').notice).toContain('ทดลอง');
    expect(toAnswer(emptyReport, 'th', () => '').notice).toBeNull();
  });
});
