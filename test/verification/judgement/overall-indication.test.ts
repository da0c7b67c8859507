import { describe, expect, it } from '@jest/globals';
import {
  natureOf,
  objection,
  passed,
  skipped,
  undetermined,
} from '../../../src/verification/judgement/check-result.ts';
import {
  subIndicationPriority,
  toVerdict,
  worstOf,
} from '../../../src/verification/judgement/overall-indication.ts';

const digest = 'signature/digest';

describe('the overall verdict', () => {
  it('has a place for every sub-indication', () => {
    expect(new Set(subIndicationPriority)).toEqual(new Set(Object.keys(natureOf)));
    expect(subIndicationPriority).toHaveLength(Object.keys(natureOf).length);
  });

  it('passes only when every required check was made and passed', () => {
    expect(toVerdict([passed(digest, '')], [digest]).indication).toBe('TOTAL-PASSED');
    expect(toVerdict([], [digest]).indication).toBe('INDETERMINATE');
    expect(toVerdict([skipped(digest, '')], [digest]).indication).toBe('INDETERMINATE');
    expect(toVerdict([passed('document/format', '')], [digest]).indication).toBe('INDETERMINATE');
  });

  it('does not mind a skipped check that nobody requires', () => {
    expect(toVerdict([skipped('registry/state', '')], []).indication).toBe('TOTAL-PASSED');
  });

  it('lets a failure outweigh everything that was left open', () => {
    const checks = [
      undetermined('registry/state', 'TRY_LATER', ''),
      objection(digest, 'HASH_FAILURE', ''),
      passed('document/format', ''),
    ];
    expect(toVerdict(checks, [])).toEqual({
      indication: 'TOTAL-FAILED',
      subIndication: 'HASH_FAILURE',
    });
  });

  it('names what was done to the document before what became of it', () => {
    const checks = [
      objection('registry/state', 'DOCUMENT_REVOKED', ''),
      objection(digest, 'HASH_FAILURE', ''),
    ];
    expect(toVerdict(checks, []).subIndication).toBe('HASH_FAILURE');
  });

  it('keeps open what would fail if it were known', () => {
    const check = undetermined('document/institution', 'SIGNER_NOT_AUTHORISED', '');
    expect(toVerdict([check], [])).toEqual({
      indication: 'INDETERMINATE',
      subIndication: 'SIGNER_NOT_AUTHORISED',
    });
  });

  it('is the worst of several', () => {
    const failed = { indication: 'TOTAL-FAILED', subIndication: 'HASH_FAILURE' } as const;
    const open = { indication: 'INDETERMINATE', subIndication: 'TRY_LATER' } as const;
    const good = { indication: 'TOTAL-PASSED', subIndication: null } as const;
    expect(worstOf([good, open, failed])).toBe(failed);
    expect(worstOf([good, open])).toBe(open);
    expect(worstOf([good])).toBe(good);
  });
});
