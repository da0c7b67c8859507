import type { Completion, DocumentLanguage } from '../record.ts';

/** Names of Thailand's national transcript message, with the misspellings that are part of it. */
export const ETDA_NAMESPACE = 'urn:etda:teda:documentation:Transcript:1';

/** Object identifier of the message, as published samples carry it. */
export const ETDA_OID = '2.16.764.1.4.1.1.8.1.1';
/** Version of the content; the namespace stays at 1. */
export const ETDA_VERSION = '2.0';
/** `TypeCode` of a university transcript. */
export const ETDA_TRANSCRIPT_TYPE = '01';

export const ETDA_DOCUMENT_NAMES: Readonly<Record<DocumentLanguage, string>> = {
  th: 'ใบแสดงผลการศึกษา',
  en: 'Transcript of Academic Record',
};

export const ETDA_STATUS: Readonly<Record<Completion, string>> = {
  complete: 'Complete',
  incomplete: 'Incomplete',
  provisional: 'Provisional',
};

/** Fields for which the message has one element without a language. */
export const SINGLE_LANGUAGE_FIELDS = [
  { element: 'FacultyName', th: 'facultyTh', en: 'facultyEn', column: 'faculty' },
  { element: 'ProgramName', th: 'programmeTh', en: 'programmeEn', column: 'programme' },
  { element: 'Major', th: 'majorTh', en: 'majorEn', column: 'major' },
  { element: 'Minor', th: 'minorTh', en: 'minorEn', column: 'minor' },
  { element: 'Degree', th: 'degreeTh', en: 'degreeEn', column: 'degree' },
  { element: 'Hons', th: 'honoursTh', en: 'honoursEn', column: 'honours' },
  { element: 'ThesisTitle', th: 'thesisTitleTh', en: 'thesisTitleEn', column: 'thesis_title' },
] as const;

export type SingleLanguageElement = (typeof SINGLE_LANGUAGE_FIELDS)[number]['element'];

/**
 * Language of a text in an element without `languageID`: the message does not say, so the letters do.
 * The writer adds `languageID` where this guess would be wrong.
 */
export function guessLanguage(text: string): DocumentLanguage {
  return /[\u0E01-\u0E5B]/.test(text) ? 'th' : 'en';
}

/**
 * Subjects of the notes (`InfomationNote`) in which we put what the message has no element for, so that
 * reading our own message back loses nothing. A plain contract column name, or this with a course's place.
 */
export function courseNoteSubject(
  academicYear: number,
  semester: string,
  courseCode: string,
): string {
  return `course_note ${academicYear} ${semester} ${courseCode}`;
}
