import { describe, expect, it } from '@jest/globals';

import type { ForeignAttack } from '../support/attacks/attack.ts';
import { foreignAttacks } from '../support/attacks/foreign/foreign-attacks.ts';
import { foreignPdf } from '../support/foreign/foreign-document.ts';
import { foreignEvidence, makeForeignPki } from '../support/foreign/foreign-pki.ts';
import { verifyDocument } from '../../src/verification/verify-document.ts';

const pki = makeForeignPki();

async function answerTo(pdf: Uint8Array, more: ReturnType<NonNullable<ForeignAttack['evidence']>>) {
  const report = await verifyDocument({ ...foreignEvidence(pki), ...more, pdf });
  return [report.indication, report.subIndication];
}

describe('the good document that is attacked', () => {
  it.each([undefined, 1, 2, 3] as const)('passes, certified at level %s', async (level) => {
    const pdf = foreignPdf(pki, level === undefined ? {} : { level });
    expect(await answerTo(pdf, {})).toEqual(['TOTAL-PASSED', null]);
  });
});

describe('the tamper matrix for documents of others', () => {
  const rows = foreignAttacks.map((attack) => [attack.class, attack.name, attack] as const);

  it.each(rows)('%s: %s', async (_class, _name, attack) => {
    const { subIndication, indication = 'TOTAL-FAILED' } = attack;
    const answer = await answerTo(attack.forge(pki), attack.evidence?.(pki) ?? {});
    expect(answer).toEqual([indication, subIndication]);
  });

  it('has every row under a name of its own', () => {
    const names = rows.map(([attackClass, name]) => `${attackClass}: ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
