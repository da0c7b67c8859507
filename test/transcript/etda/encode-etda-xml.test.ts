import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseXmlTree } from '../../../src/records/etda-xml/xml-tree.ts';
import type { XmlElement } from '../../../src/records/etda-xml/xml-tree.ts';
import { parseUtf8, concatBytes } from '../../../src/shared/bytes.ts';
import { toDocumentId } from '../../../src/shared/document-id.ts';
import { parseInstant } from '../../../src/shared/instant.ts';
import { CourseFragments } from '../../../src/transcript/etda/course-fragments.ts';
import { encodeEtdaXml, toEtdaXmlParts } from '../../../src/transcript/etda/encode-etda-xml.ts';
import { escapeXml } from '../../../src/transcript/etda/xml-writer.ts';
import { defaultGradingScheme } from '../../../src/transcript/grading-schemes.ts';
import type { TranscriptRecord } from '../../../src/transcript/record.ts';
import { toTranscript } from '../../../src/transcript/to-transcript.ts';
import { sampleRecord, sommutUniversity } from '../support.ts';

const SAMPLE = '../shared/data/etda/Transcript_v2.0.xml';
const LIMITS = {
  length: 1_000_000,
  depth: 32,
  textLength: 65_536,
  elements: 10_000,
  ignoredText: new Set<string>(),
};

function encode(record: TranscriptRecord): string {
  const xml = encodeEtdaXml(toTranscript(record, defaultGradingScheme()), sommutUniversity(), {
    documentId: toDocumentId(new Uint8Array(15).fill(7)),
    issuedAt: parseInstant('2026-11-24T17:30:00Z'),
  });
  return parseUtf8(xml);
}

function find(root: XmlElement, path: string): readonly string[] {
  return path
    .split('/')
    .reduce<readonly XmlElement[]>(
      (elements, name) =>
        elements.flatMap((element) => element.children.filter((child) => child.name === name)),
      [root],
    )
    .map((element) => element.text);
}

describe('encodeEtdaXml', () => {
  const root = parseXmlTree(encode(sampleRecord()), LIMITS);

  it('says what the document is, in civil time of Bangkok', () => {
    expect(find(root, 'TranscriptContext/TranscriptID')).toEqual(['7777-7777-7777-7773']);
    expect(find(root, 'TranscriptContext/IssueDateTime')).toEqual(['2026-11-25T00:30:00.0']);
    expect(find(root, 'TranscriptContext/Language')).toEqual(['TH']);
    expect(find(root, 'TranscriptContext/Status')).toEqual(['Complete']);
  });

  it('is the same whoever had the same courses before', () => {
    const scheme = defaultGradingScheme();
    const courses = new CourseFragments(scheme);
    const titled = sampleRecord();
    const untitled = {
      ...titled,
      terms: titled.terms.map((term) => ({
        ...term,
        courses: term.courses.map((course) => {
          const copy = { ...course, grade: 'A' };
          delete copy.courseTitleTh;
          return copy;
        }),
      })),
    };
    for (const record of [titled, untitled, titled]) {
      const document = {
        documentId: toDocumentId(new Uint8Array(15).fill(7)),
        issuedAt: parseInstant('2026-11-24T17:30:00Z'),
      };
      const transcript = toTranscript(record, scheme);
      const parts = toEtdaXmlParts(transcript, sommutUniversity(), document, courses);
      const xml = concatBytes(...parts);
      expect(parseUtf8(xml)).toBe(encode(record));
    }
  });

  it('counts credits in three ways and points exactly', () => {
    expect(find(root, 'Course/CourseCreditEarned')).toEqual(['3', '0', '6', '2', '2', '0']);
    expect(find(root, 'Course/CoursePointEarned')).toEqual(['10.5', '6', '5', '0']);
    expect(find(root, 'AcademicSummary/TotalCreditValue')).toEqual(['15.5']);
    expect(find(root, 'AcademicSummary/TotalCreditEarned')).toEqual(['13']);
    expect(find(root, 'AcademicSummary/TotalCreditCalculated')).toEqual(['8']);
    expect(find(root, 'AcademicSummary/TotalPointEarned')).toEqual(['21.5']);
    expect(find(root, 'AcademicSummary/SemesterSummary/SemesterGPA')).toEqual(['3.50', '2.75']);
  });

  it('takes what has no language from the language of the document, the rest into notes', () => {
    const english = parseXmlTree(encode(sampleRecord({ documentLanguage: 'en' })), LIMITS);
    expect(find(root, 'Student/ProgramContext/Degree')).toEqual(['ปริญญาสมมติ']);
    expect(find(english, 'Student/ProgramContext/Degree')).toEqual(['Sommut Degree']);
    expect(find(english, 'AdditionalInformation/InfomationNote/Subject')).toContain('degree_th');
    expect(find(english, 'Organization/OrganizationName')).toEqual(['Sommut University']);
  });

  it('never writes what is not signed', () => {
    const xml = encode(sampleRecord({ citizenId: '9000000000012', email: 'a@example.org' }));
    expect(xml).not.toContain('9000000000012');
    expect(xml).not.toContain('@');
  });

  it('escapes so that any text comes back', () => {
    const text = `<&>"' ]]> \t\n น้ำ`;
    expect(
      parseXmlTree(`<a b="${escapeXml(text)}">-${escapeXml(text)}-</a>`, LIMITS),
    ).toMatchObject({
      text: `-${text}-`,
      attributes: new Map([['b', text]]),
    });
  });

  const withSample = existsSync(SAMPLE) ? it : it.skip;
  withSample('names its elements and orders them as the published sample does', () => {
    const sample = parseXmlTree(readFileSync(SAMPLE, 'utf8'), LIMITS);
    const full = parseXmlTree(
      encode(
        sampleRecord({
          namePrefixTh: 'นาย',
          birthDate: '2001-01-01',
          facultyTh: 'คณะ',
          programmeTh: 'หลักสูตร',
          majorTh: 'เอก',
          minorTh: 'โท',
          transferredCredits: '0',
          previousCertificate: 'ม.6',
          previousInstitution: 'โรงเรียน',
          honoursTh: 'เกียรตินิยม',
          thesisTitleTh: 'วิทยานิพนธ์',
        }),
      ),
      LIMITS,
    );
    const order = (element: XmlElement): string[] => [
      ...new Set(element.children.flatMap((child) => [child.name, ...order(child)])),
    ];
    const known = order(sample);
    const ours = order(full);
    // Graduation is not in the sample, an incomplete transcript; the rest follows it exactly.
    expect(ours.filter((name) => !known.includes(name))).toEqual(['DateOfGraduation']);
    const isOurs = new Set(ours);
    expect(ours.filter((name) => name !== 'DateOfGraduation')).toEqual(
      known.filter((name) => isOurs.has(name)),
    );
    expect(full.namespace).toBe(sample.namespace);
  });
});
