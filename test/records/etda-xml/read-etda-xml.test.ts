import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { check, checkFixture, codesOf } from '../support.ts';

const XML = readFileSync('fixtures/records/etda/66900007.xml', 'utf8');

function places(text: string): string[] {
  return check(text).report.errors.map(
    ({ code, line, path }) => `${code}@${line ?? '-'} ${path ?? ''}`,
  );
}

describe('the national message', () => {
  it('is read whatever its prefix, and with both spellings', () => {
    const text = XML.replaceAll('tc:', 'x:')
      .replace('xmlns:tc', 'xmlns:x')
      .replace('StudenID', 'StudentID')
      .replaceAll('InfomationNote', 'InformationNote')
      .replaceAll('languageID="th"', 'languageID="TH"');
    const { records } = check(text);
    expect(records[0]?.record).toEqual(check(XML).records[0]?.record);
    const transferred = XML.replace(
      '</tc:Student>',
      '<tc:CreditsTransferred>3</tc:CreditsTransferred></tc:Student>',
    );
    expect(check(transferred).records[0]?.record.transferredCredits).toBe('3');
  });

  it('says where something is wrong with element path and line', () => {
    const line = XML.split('\n').findIndex((text) => text.includes('GradeText')) + 1;
    expect(places(XML.replace('GradeText>B<', 'GradeText>X<'))).toEqual([
      `grade-unknown@${line} /Transcript/Course/CourseAcademicGradeText`,
    ]);
  });

  it('refuses a numeric grade that contradicts its letter', () => {
    expect(codesOf(check(XML.replace('Grade>3<', 'Grade>3.5<')))).toEqual([
      'grade-points-mismatch',
    ]);
    expect(codesOf(check(XML.replace('Grade>3<', 'Grade>3.00<')))).toEqual([]);
  });

  it('recomputes sums and averages', () => {
    expect(codesOf(check(XML.replace('TotalCreditEarned>2.5<', 'TotalCreditEarned>3<')))).toEqual([
      'credit-sum-mismatch',
    ]);
    expect(
      codesOf(check(XML.replace('SemesterPointEarned>7.5<', 'SemesterPointEarned>7<'))),
    ).toEqual(['credit-sum-mismatch']);
    expect(codesOf(check(XML.replace('TotalGPAX>3.00<', 'TotalGPAX>3.01<')))).toEqual([
      'gpax-mismatch',
    ]);
    expect(codesOf(check(XML.replaceAll('>2.5<', '>2.50<')))).toEqual([]);
  });

  it('takes a year of the Buddhist Era for what it is', () => {
    const text = XML.replaceAll('<tc:Year>2022<', '<tc:Year>2565<');
    expect(check(text).records[0]?.record.terms[0]?.academicYear).toBe(2022);
  });

  it('refuses records of another institution', () => {
    expect(codesOf(check(XML, { institutionCode: '99002' }))).toEqual(['institution-mismatch']);
    expect(codesOf(check(XML, { institutionCode: '99001' }))).toEqual([]);
  });

  it('lets a note never override what an element says', () => {
    const note =
      '<tc:InfomationNote><tc:Subject>given_name_th</tc:Subject><tc:Content>ปลอม</tc:Content></tc:InfomationNote>';
    const text = XML.replace('</tc:AdditionalInformation>', `${note}</tc:AdditionalInformation>`);
    expect(check(text).records[0]?.record.givenNameTh).toBe('ทำ');
  });

  it('loses no second student, and says so of every element that says different things', () => {
    const [student] = /<tc:Student>[\s\S]*<\/tc:Student>/.exec(XML)!;
    const twice = XML.replace(student, student + student);
    expect(codesOf(check(twice))).toEqual(['xml-element-repeated']);
    const [name] = /<tc:GivenName[^>]*>ทำ<\/tc:GivenName>/.exec(XML)!;
    expect(codesOf(check(XML.replace(name, name + name)))).toEqual([]);
    const other = name.replace('ทำ', 'ที');
    const { report } = check(XML.replace(name, name + other));
    expect(report.errors).toMatchObject([{ code: 'xml-element-repeated', value: 'GivenName' }]);
  });

  it('ignores a large logo but limits every other text', () => {
    const logo = `<tc:Logo>${'A'.repeat(2_000_000)}</tc:Logo>`;
    expect(codesOf(check(XML.replace('<tc:Address>', `${logo}<tc:Address>`)))).toEqual([]);
    const name = XML.replace('>ทำ<', `>${'ก'.repeat(70_000)}<`);
    expect(codesOf(check(name))).toEqual(['xml-too-large']);
    const many = XML.replace('<tc:Address>', `${'<tc:Note/>'.repeat(60_000)}<tc:Address>`);
    expect(codesOf(check(many))).toEqual(['xml-too-large']);
  });

  it('refuses a DOCTYPE, other documents, other encodings and broken XML', () => {
    expect(codesOf(checkFixture('bad/doctype.xml'))).toEqual(['xml-doctype']);
    expect(codesOf(check('<html/>'))).toEqual(['xml-root']);
    expect(codesOf(check('<Transcript xmlns="urn:other"/>'))).toEqual(['xml-root']);
    expect(codesOf(check(XML.replace('UTF-8', 'TIS-620')))).toEqual(['encoding-not-utf8']);
    expect(codesOf(check(XML.replace('</tc:Student>', '')))).toEqual(['xml-syntax']);
    expect(codesOf(check(XML.slice(0, 900)))).toEqual(['xml-syntax']);
    expect(codesOf(check('<a>'.repeat(100)))).toEqual(['nested-too-deeply']);
    expect(codesOf(check('<a>&undefined;</a>'))).toEqual(['xml-syntax']);
    for (const reference of ['&#xD800;', '&#0;', '&#xFFFE;', '&#x1B;']) {
      expect(codesOf(check(XML.replace('>ทำ<', `>${reference}<`)))).toEqual(['xml-syntax']);
    }
    expect(codesOf(check(XML.replace('>ทำ<', '>&#xF70A;<')))).toEqual(['character-broken']);
  });
});
