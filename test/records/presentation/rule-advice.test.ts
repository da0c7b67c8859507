import { describe, expect, it } from '@jest/globals';
import { findAdvice } from '../../../src/records/presentation/rule-advice.ts';
import { RULES } from '../../../src/records/rules/rules.ts';

describe('what to do about a finding', () => {
  it('is said of every error, by the sentence or behind it', () => {
    const silent = Object.entries(RULES)
      .filter(([code, { severity }]) => severity === 'error' && findAdvice(code) === undefined)
      // What a sentence asks for: an instruction, or the form that the value must have.
      .filter(([, { en }]) => !/please|must|needs|use |write|paste|remove|type it/i.test(en))
      .map(([code]) => code);
    expect(silent).toEqual([]);
  });
});
