import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { natureOf } from '../../../src/verification/judgement/check-result.ts';
import type { SubIndication } from '../../../src/verification/report.ts';
import {
  checkTitles,
  toCheckSentence,
} from '../../../src/verification/sentences/check-sentences.ts';
import { findRemedy, remedies } from '../../../src/verification/sentences/remedies.ts';

const AREAS = '(?:document|pdf|signature|path|time-stamp|sidecar|registry)';
/** Where a check is made: as the first argument of its maker, or as the property `check`. */
const MADE = new RegExp(
  `(?:\\b(?:passed|objection|undetermined|skipped|failed|toCheck|refused|open)\\(\\s*|\\bcheck:\\s*)'(${AREAS}/[a-z-]+)'`,
  'g',
);

/** The names of all checks that the sources of a stage make. */
function checksMadeIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(MADE)])
    .map((match) => match[1]!);
}

const made = [...new Set([...checksMadeIn('src/verification'), ...checksMadeIn('src/trust')])];
const subIndications = Object.keys(natureOf) as SubIndication[];

describe('sentences for every check that is made', () => {
  it('have a title', () => {
    expect(made.length).toBeGreaterThan(30);
    expect(made.filter((name) => !Object.hasOwn(checkTitles, name))).toEqual([]);
  });

  it('would be noticed when one is missing', () => {
    expect([...`passed('path/new-rule', x)`.matchAll(MADE)].map((match) => match[1])).toEqual([
      'path/new-rule',
    ]);
    expect(Object.hasOwn(checkTitles, 'path/new-rule')).toBe(false);
  });

  it('say with every sub-indication, in both languages, what was found and what can be done', () => {
    expect(Object.keys(remedies).sort()).toEqual([...subIndications].sort());
    for (const check of Object.keys(checkTitles)) {
      for (const subIndication of subIndications) {
        const indication = natureOf[subIndication];
        const result = { check, indication, subIndication, found: '', because: '' };
        for (const language of ['th', 'en'] as const) {
          const texts = [toCheckSentence(result, language), findRemedy(result, language)];
          for (const text of texts) {
            expect(text).toMatch(language === 'th' ? /[\u0e01-\u0e5b]/ : /^[^\u0e00-\u0e7f]{10,}$/);
            expect(text).not.toMatch(/[{}]|undefined|!/);
          }
        }
      }
    }
  });

  it('ask nothing of the reader where nothing is objected to', () => {
    const passed = { check: 'pdf/coverage', subIndication: null, found: '', because: '' };
    expect(findRemedy({ ...passed, indication: 'PASSED' }, 'en')).toBeUndefined();
    expect(findRemedy({ ...passed, indication: 'SKIPPED' }, 'en')).toBeUndefined();
  });
});
