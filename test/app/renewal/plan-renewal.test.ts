import { describe, expect, it } from '@jest/globals';
import {
  isWorthwhile,
  planRenewal,
  type RenewalPolicy,
} from '../../../src/app/renewal/plan-renewal.ts';
import { findAlgorithmEnd } from '../../../src/formats/x509/keys/algorithm-lifetimes.ts';
import { parseInstant } from '../../../src/shared/instant.ts';

const day = (date: string) => parseInstant(`${date}T00:00:00Z`);
const policy: RenewalPolicy = {
  now: day('2026-11-24'),
  before: day('2027-02-22'),
  findAlgorithmEnd,
};
const modern = ['P-256', 'SHA-256'];
const old = ['RSA-2048', 'RSA-PKCS1', 'SHA-256'];

describe('whether a document is due', () => {
  it.each([
    ['ends after the day planned for', '2027-02-22', 'not-due'],
    ['ends a day before', '2027-02-21', 'due'],
    ['ends tomorrow', '2026-11-25', 'due'],
    ['ends today', '2026-11-24', 'too-late'],
    ['has ended', '2020-01-01', 'too-late'],
  ])('says of one whose proof %s: %s', (_, end, kind) => {
    expect(planRenewal({ endsAt: day(end), algorithms: modern }, policy).kind).toBe(kind);
  });

  it('gives every reason, the certificate first', () => {
    const proof = { endsAt: day('2028-06-01'), algorithms: old };
    expect(planRenewal(proof, policy)).toEqual({ kind: 'not-due' });
    expect(planRenewal(proof, { ...policy, before: day('2029-06-01') })).toEqual({
      kind: 'due',
      reasons: [
        { kind: 'certificate-ends', at: day('2028-06-01') },
        { kind: 'algorithm-ends', at: day('2029-01-01'), algorithm: 'RSA-2048' },
        { kind: 'algorithm-ends', at: day('2029-01-01'), algorithm: 'RSA-PKCS1' },
      ],
    });
  });

  it('is never too late because of an algorithm: its end is only a date to be ahead of', () => {
    const later = { ...policy, now: day('2031-01-01'), before: day('2031-04-01') };
    const plan = planRenewal({ endsAt: day('2035-01-01'), algorithms: old }, later);
    expect(plan.kind).toBe('due');
  });

  it('follows an end that the installation knows better', () => {
    const broken = { ...policy, findAlgorithmEnd: () => day('2026-12-01') };
    expect(planRenewal({ endsAt: day('2040-01-01'), algorithms: ['P-256'] }, broken)).toEqual({
      kind: 'due',
      reasons: [{ kind: 'algorithm-ends', at: day('2026-12-01'), algorithm: 'P-256' }],
    });
  });
});

describe('whether a time-stamp of today would help', () => {
  const certificate = { kind: 'certificate-ends', at: day('2027-01-01') } as const;
  const algorithm = {
    kind: 'algorithm-ends',
    at: day('2029-01-01'),
    algorithm: 'RSA-2048',
  } as const;
  const archived = {
    level: 'B-LTA',
    proof: { endsAt: day('2027-01-01'), algorithms: old },
  } as const;

  it('asks of a certificate that it lasts longer', () => {
    const lasting = (end: string) => ({ endsAt: day(end), algorithms: old });
    expect(isWorthwhile(archived, [certificate], lasting('2027-01-02'), policy)).toBe(true);
    expect(isWorthwhile(archived, [certificate], lasting('2027-01-01'), policy)).toBe(false);
  });

  it('asks of algorithms that all of them last longer', () => {
    const by = (algorithms: readonly string[]) => ({ endsAt: day('2027-01-01'), algorithms });
    expect(isWorthwhile(archived, [algorithm], by(modern), policy)).toBe(true);
    expect(isWorthwhile(archived, [algorithm], by([...modern, 'RSA-PKCS1']), policy)).toBe(false);
  });

  it('adds evidence below B-LTA as long as nothing ends earlier for it', () => {
    const stamped = { ...archived, level: 'B-T' } as const;
    const same = archived.proof;
    expect(isWorthwhile(stamped, [certificate], same, policy)).toBe(true);
    const shorter = { ...same, endsAt: day('2026-12-31') };
    expect(isWorthwhile(stamped, [certificate], shorter, policy)).toBe(false);
  });
});
