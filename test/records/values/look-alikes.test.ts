import { describe, expect, it } from '@jest/globals';
import { check, csv } from '../support.ts';

const shown = (column: string, text: string) =>
  check(csv({ [column]: text })).report.errors.map(({ severity, code, suggestion, messageEn }) => ({
    severity,
    code,
    suggestion,
    points: messageEn.match(/U\+[0-9A-F]+/g),
  }));

describe('letters that look like others', () => {
  it.each([
    ['a Cyrillic o in a Latin name', 'given_name_en', 'S\u043Emmut', 'Sommut', 'U+043E', 'U+006F'],
    ['a Greek capital', 'given_name_en', '\u0391lex', 'Alex', 'U+0391', 'U+0041'],
    ['full width', 'family_name_en', 'Ｔuayang', 'Tuayang', 'U+FF34', 'U+0054'],
    ['a full-width bracket', 'course_title_en', 'Physics （1)', 'Physics (1)', 'U+FF08', 'U+0028'],
    ['LAKKHANGYAO for SARA AA', 'given_name_th', 'ตร\u0E45', 'ตรา', 'U+0E45', 'U+0E32'],
    ['a Lao letter in a Thai word', 'family_name_th', 'ส\u0EA1มติ', 'สมมติ', 'U+0EA1', 'U+0E21'],
  ])(
    '%s: a warning with both code points and what was meant',
    (_, column, text, meant, one, other) => {
      expect(shown(column, text)).toEqual([
        {
          severity: 'warning',
          code: 'character-look-alike',
          suggestion: meant,
          points: [one, other],
        },
      ]);
    },
  );

  it.each([
    ['thai-double-sara-e', 'เ\u0E40ก้ว', 'แก้ว', ['U+0E40', 'U+0E40', 'U+0E41']],
    ['thai-sara-am-decomposed', 'น\u0E49\u0E4D\u0E32', 'น้ำ', ['U+0E4D', 'U+0E32', 'U+0E33']],
    ['thai-sara-am-decomposed', 'น\u0E4D\u0E49\u0E32', 'น้ำ', ['U+0E4D', 'U+0E32', 'U+0E33']],
  ])('two letters for one: %s', (code, text, suggestion, points) => {
    expect(shown('given_name_th', text)).toEqual([
      { severity: 'warning', code, suggestion, points },
    ]);
  });

  it.each([
    ['given_name_th', 'ฤๅษี'],
    ['given_name_th', 'ສົມ'],
    ['given_name_en', 'José'],
    ['course_title_en', 'β-Carotene and μ-Opioids'],
    ['course_title_en', 'Русский язык'],
    ['course_title_th', 'การเขียนโปรแกรมภาษาC'],
    ['course_title_en', 'Calculus Ⅱ'],
  ])('nothing to say of %s %s', (column, text) => {
    expect(shown(column, text)).toEqual([]);
  });

  it('are never repaired', () => {
    const { records } = check(csv({ given_name_en: 'S\u043Emmut' }));
    expect(records[0]!.record.givenNameEn).toBe('S\u043Emmut');
  });

  it('are seen through where a listed value is meant', () => {
    const { report } = check(csv({ grade: '\u0412+' }));
    expect(report.errors).toMatchObject([{ code: 'grade-unknown', suggestion: 'B+' }]);
  });
});

describe('a stray byte order mark', () => {
  it('round a name is an invisible character, not a blank', () => {
    const { report } = check(csv({ given_name_th: '\uFEFFสมมติ' }));
    expect(report.errors).toMatchObject([{ code: 'character-invisible', column: 'given_name_th' }]);
  });

  it('in a student number does not make another student of it', () => {
    const { report } = check(csv({}, { student_id: '\uFEFF66010001', course_code: 'A2' }));
    expect(report).toMatchObject({ records: 2, accepted: 2, courses: 2 });
  });

  it('before a name in the header, as joined files have it, does no harm', () => {
    const { report } = check(csv({}).replace('"grade"', '"\uFEFFgrade"'));
    expect(report).toMatchObject({ accepted: 2, errors: [] });
  });
});
