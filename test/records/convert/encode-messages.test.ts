import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkRecords } from '../../../src/records/check-records.ts';
import { encodeMessages } from '../../../src/records/convert/encode-messages.ts';
import { findUncarriedElements } from '../../../src/records/convert/find-uncarried-elements.ts';
import type { XmlElement } from '../../../src/records/etda-xml/xml-tree.ts';
import { parseXmlTree } from '../../../src/records/etda-xml/xml-tree.ts';
import { DEFAULT_LIMITS } from '../../../src/records/limits.ts';
import { parseUtf8 } from '../../../src/shared/bytes.ts';
import { parseInstant } from '../../../src/shared/instant.ts';
import { defaultGradingScheme } from '../../../src/transcript/grading-schemes.ts';
import type { TranscriptRecord } from '../../../src/transcript/record.ts';
import { sommutUniversity } from '../../transcript/support.ts';
import { check, checkFixture, OPTIONS } from '../support.ts';

const SAMPLE = '../shared/data/etda/Transcript_v2.0.xml';
const records = checkFixture('sommut.json').records.map(({ record }) => record);
const context = {
  scheme: defaultGradingScheme(),
  issuedAt: parseInstant('2026-11-24T02:00:00Z'),
};

function messagesOf(given: readonly TranscriptRecord[]) {
  return [...encodeMessages(given, context)];
}

/** The order in which the published message has the children of each element we write. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  Transcript: [
    ...['TranscriptContext', 'Student', 'Organization', 'Course', 'AcademicSummary'],
    'AdditionalInformation',
  ],
  TranscriptContext: [
    ...[
      'OID',
      'Version',
      'TranscriptID',
      'Name',
      'TypeCode',
      'IssueDateTime',
      'Language',
      'Status',
    ],
  ],
  Student: [
    ...['DataSubjectID', 'NamePrefix', 'GivenName', 'MiddleName', 'FamilyName', 'Gender'],
    ...['BirthDate', 'Nationality', 'ResidentCountryOrTerritoryCode', 'DateOfAdmission'],
    ...['DateOfGraduation', 'FacultyName', 'ProgramContext', 'CreditsTranferred'],
    ...['PreviousCertificate', 'PreviousHons', 'PreviousOrganization'],
  ],
  ProgramContext: ['ProgramID', 'ProgramName', 'Major', 'Minor', 'Degree'],
  Organization: [
    ...['OrganizationID', 'OrganizationName', 'SchoolLevel', 'Logo', 'Address', 'CampusContext'],
    'Registrar',
  ],
  Course: [
    ...['CourseNumber', 'TypeCode', 'CourseTitle', 'CourseCreditValue', 'CourseCreditEarned'],
    ...['CourseAcademicGrade', 'CourseAcademicGradeText', 'CoursePointEarned'],
    ...['EducationTypeSystem', 'SemesterName', 'Year'],
  ],
  AcademicSummary: [
    ...['SemesterSummary', 'TotalCreditValue', 'TotalCreditEarned', 'TotalCreditCalculated'],
    ...['TotalPointEarned', 'TotalGPAX'],
  ],
  SemesterSummary: [
    ...['EducationTypeSystem', 'SemesterName', 'Year', 'SemesterCreditValue'],
    ...['SemesterCreditEarned', 'SemesterCreditCalculated', 'SemesterPointEarned'],
    ...['SemesterGPA', 'SemesterGPAX'],
  ],
  AdditionalInformation: ['Hons', 'ThesisTitle', 'InfomationNote'],
  InfomationNote: ['Subject', 'Content'],
};

function parse(text: string): XmlElement {
  return parseXmlTree(text, {
    depth: 32,
    length: DEFAULT_LIMITS.recordLength,
    textLength: DEFAULT_LIMITS.cellLength,
    elements: 50_000,
    ignoredText: new Set(['Logo', 'PersonImage']),
  });
}

/** Elements that stand before one that they should follow, or that the order does not know. */
function misplaced(element: XmlElement): string[] {
  const order = ORDER[element.name];
  const own =
    order === undefined
      ? []
      : element.children.flatMap(({ name }, index) => {
          const previous = element.children[index - 1];
          const isKnown = order.includes(name);
          const follows = !previous || order.indexOf(previous.name) <= order.indexOf(name);
          return isKnown && follows ? [] : [`${element.name}/${name}`];
        });
  return [...own, ...element.children.flatMap(misplaced)];
}

describe('records as national messages', () => {
  it('are one message for each student and language, named in the order of the records', () => {
    const messages = messagesOf(records);
    expect(messages).toHaveLength(22);
    expect(messages[0]?.name).toMatch(/^0001-\d{8}-th\.xml$/);
    const names = messages.map(({ name }) => name);
    expect(names.toSorted()).toEqual(names);
    const [slash] = messagesOf([{ ...records[0]!, studentId: '../64/1' }]);
    expect(slash?.name).toBe('0001-.._64_1-th.xml');
  });

  it('come back whole: citizen id, mail address and computed figures too', () => {
    const again = checkRecords(messagesOf(records), OPTIONS);
    expect(again.report).toMatchObject({ errorCount: 0, warningCount: 0, accepted: 22 });
    expect(again.records.map(({ record }) => record)).toEqual(records);
    expect(records.some(({ citizenId, email }) => citizenId !== undefined && email)).toBe(true);
  });

  it('stand in the order of the published message, and nothing else stands in them', () => {
    for (const { bytes } of messagesOf(records)) {
      expect(misplaced(parse(parseUtf8(bytes)))).toEqual([]);
    }
    const [named] = [...encodeMessages(records, { ...context, institution: sommutUniversity() })];
    expect(misplaced(parse(parseUtf8(named!.bytes)))).toEqual([]);
    expect(parseUtf8(named!.bytes)).toContain('<tc:OrganizationID>99001</tc:OrganizationID>');
    expect(parseUtf8(messagesOf(records)[0]!.bytes)).not.toContain('OrganizationID');
  });

  const withSample = existsSync(SAMPLE) ? it : it.skip;
  withSample('follow the order that the published sample has', () => {
    expect(misplaced(parse(readFileSync(SAMPLE, 'utf8')))).toEqual([]);
  });

  withSample('name what the published sample says and records have no place for', () => {
    expect(findUncarriedElements(readFileSync(SAMPLE, 'utf8'))).toEqual(
      expect.arrayContaining([
        'Student/Gender',
        'Student/Nationality',
        'Student/ProgramContext/ProgramID',
        'Student/PreviousHons',
        'Organization',
        'Course/TypeCode',
        'AdditionalInformation/InfomationNote "Advisor Name"',
      ]),
    );
  });

  it('say nothing that records have no place for, but who sends them', () => {
    const [message] = [...encodeMessages(records, { ...context, institution: sommutUniversity() })];
    expect(findUncarriedElements(parseUtf8(message!.bytes))).toEqual(['Organization']);
    expect(findUncarriedElements('no xml')).toEqual([]);
  });

  it('keep text that a spreadsheet program would run as it is', () => {
    const given = { ...records[0]!, previousCertificate: '=1+1' };
    const [message] = messagesOf([given]);
    expect(check(message!.bytes).records[0]?.record).toEqual(given);
  });
});
