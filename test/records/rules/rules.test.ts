import { describe, expect, it } from '@jest/globals';
import { maskCitizenId, maskCitizenIdsIn, toShownValue } from '../../../src/records/rules/mask.ts';
import { RULES } from '../../../src/records/rules/rules.ts';
import { check, csv } from '../support.ts';

describe('the rules', () => {
  it.each(Object.entries(RULES))('%s has a sentence in both languages', (code, rule) => {
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(rule.th).toMatch(/[ก-๙]/);
    expect(rule.en).not.toMatch(/[ก-๛]{3}/);
    const blanks = (text: string) =>
      new Set([...text.matchAll(/\{(\w+?)(?:Th|En)?\}/g)].map((match) => match[1]));
    expect(blanks(rule.th)).toEqual(blanks(rule.en));
  });
});

describe('the table of rules', () => {
  it('says of every rule what it looks at', () => {
    const subjects = new Map(Object.entries(RULES).map(([code, { looksAt }]) => [code, looksAt]));
    expect(subjects.get('file-empty')).toBe('file');
    expect(subjects.get('quote-not-closed')).toBe('table');
    expect(subjects.get('json-duplicate-key')).toBe('structure');
    expect(subjects.get('grade-unknown')).toBe('value');
    expect(subjects.get('course-conflict')).toBe('course');
    expect(subjects.get('term-gpa-mismatch')).toBe('term');
    expect(subjects.get('graduation-before-admission')).toBe('record');
    expect(subjects.get('record-conflict')).toBe('batch');
  });
});

describe('what a report shows', () => {
  it('masks citizen ids but for the last four digits, wherever they stand', () => {
    expect(maskCitizenId('9000000000012')).toBe('xxxxxxxxx0012');
    expect(maskCitizenId('9-0000-00000-01-2')).toBe('x-xxxx-xxxx0-01-2');
    expect(maskCitizenId('12345')).toBe('x2345');
    expect(maskCitizenId('123')).toBe('xxx');
    expect(maskCitizenIdsIn('9–0000–00000–01–2')).toBe('x–xxxx–xxxx0–01–2');
    expect(maskCitizenId('๑๒๓๔๕๖๗๘')).toBe('xxxx๕๖๗๘');
    expect(maskCitizenIdsIn('no. 9000000000012!')).toBe('no. xxxxxxxxx0012!');
    expect(maskCitizenIdsIn('๙๐๐๐๐๐๐๐๐๐๐๑๒')).toBe('xxxxxxxxx๐๐๑๒');
    expect(maskCitizenIdsIn('66010001')).toBe('66010001');
  });

  it('never prints a citizen id, not even from another column', () => {
    const id = '9000000000013';
    const rows = [
      csv({ citizen_id: id }),
      csv({ student_id: id, grade: '?' }),
      csv({ email: id }),
      csv({ [id]: 'x', grade: id }),
      csv({ citizen_id: id }, { course_code: 'A2', citizen_id: '9000000000021' }),
      JSON.stringify({ [id]: 1, citizenId: id, terms: id }),
    ];
    for (const text of rows) {
      const report = JSON.stringify(check(text).report);
      expect(JSON.parse(report)).toHaveProperty('errors.0');
      expect(report).not.toContain(id);
      expect(report).not.toContain('9000000000021');
    }
  });

  it('cuts values without cutting characters', () => {
    expect(toShownValue('a\nb\u0000')).toBe('a\uFFFDb\uFFFD');
    expect(toShownValue('😀'.repeat(100))).toBe(`${'😀'.repeat(80)}…`);
    expect(toShownValue('ก'.repeat(80))).toBe('ก'.repeat(80));
  });
});
