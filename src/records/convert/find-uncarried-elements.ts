import { unlessMalformed } from '../../shared/format-error.ts';
import { findColumn } from '../columns.ts';
import { NOTE_ELEMENTS } from '../etda-xml/element-columns.ts';
import type { XmlElement } from '../etda-xml/xml-tree.ts';
import { parseXmlTree } from '../etda-xml/xml-tree.ts';
import { DEFAULT_LIMITS } from '../limits.ts';

/** A picture's text is long and says nothing here but that it is there. */
const PICTURES: ReadonlySet<string> = new Set(['Logo', 'PersonImage']);
const LIMITS = {
  depth: DEFAULT_LIMITS.depth,
  length: DEFAULT_LIMITS.recordLength,
  textLength: DEFAULT_LIMITS.cellLength,
  elements: 50_000,
  ignoredText: PICTURES,
};

/**
 * Elements of the national message whose content the record holds, or that are worked out again from it.
 * The message's own head (number, version, time) belongs to the message, not to the record.
 */
const CARRIED: ReadonlySet<string> = new Set([
  ...[
    'OID',
    'Version',
    'TranscriptID',
    'Name',
    'TypeCode',
    'IssueDateTime',
    'Language',
    'Status',
  ].map((name) => `TranscriptContext/${name}`),
  ...[
    ...['DataSubjectID', 'NamePrefix', 'GivenName', 'MiddleName', 'FamilyName', 'BirthDate'],
    ...['DateOfAdmission', 'DateOfGraduation', 'FacultyName', 'CreditsTranferred'],
    ...['CreditsTransferred', 'PreviousCertificate', 'PreviousOrganization'],
    ...['ProgramName', 'Major', 'Minor', 'Degree'].map((name) => `ProgramContext/${name}`),
  ].map((name) => `Student/${name}`),
  ...[
    ...['CourseNumber', 'CourseTitle', 'CourseCreditValue', 'CourseCreditEarned'],
    ...['CourseAcademicGrade', 'CourseAcademicGradeText', 'CoursePointEarned'],
    ...['EducationTypeSystem', 'SemesterName', 'Year'],
  ].map((name) => `Course/${name}`),
  ...['Hons', 'ThesisTitle'].map((name) => `AdditionalInformation/${name}`),
]);

/**
 * What a national message says and our record has no place for, as paths below the root, each once, with the
 * subject of foreign notes behind them (`Student/Gender`, `AdditionalInformation/InfomationNote "Advisor"`).
 * Empty for a text that is no such message.
 */
export function findUncarriedElements(text: string): readonly string[] {
  const found = new Set<string>();
  for (const element of findRoot(text)?.children ?? []) visit(element, element.name, found);
  return [...found];
}

function findRoot(text: string): XmlElement | undefined {
  return unlessMalformed(() => parseXmlTree(text.replace(/^\uFEFF/, ''), LIMITS));
}

function visit(element: XmlElement, path: string, found: Set<string>): void {
  if (path === 'AcademicSummary' || CARRIED.has(path)) return;
  // Who sends a message is not of the record: one word says it all.
  if (path === 'Organization') {
    if (element.children.length > 0) found.add(path);
    return;
  }
  if (NOTE_ELEMENTS.includes(element.name)) {
    const subject = element.children.find(({ name }) => name === 'Subject')?.text ?? '';
    if (!isOurNote(subject)) found.add(`${path} "${subject}"`);
    return;
  }
  const saysSomething = element.text !== '' || PICTURES.has(element.name);
  if (element.children.length === 0 && saysSomething) found.add(path);
  for (const child of element.children) visit(child, `${path}/${child.name}`, found);
}

function isOurNote(subject: string): boolean {
  return (
    subject === 'computed' ||
    subject.startsWith('course_note ') ||
    findColumn(subject)?.scope === 'record'
  );
}
