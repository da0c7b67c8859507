import {
  formatCivilDate,
  toCivilDate,
  toPrintedYear,
} from '../../transcript/calendar/civil-date.ts';
import { formatTerm } from '../../transcript/calendar/term-names.ts';
import { formatCredits, formatGpa } from '../../transcript/figures/decimal.ts';
import type { TermSummary } from '../../transcript/academic-summary.ts';
import type { GradingScheme } from '../../transcript/grading-scheme.ts';
import type { PrintedInstitution } from '../../transcript/institution.ts';
import type { CourseRecord, DocumentLanguage, TermRecord } from '../../transcript/record.ts';
import { instantOf } from '../../shared/instant.ts';
import type { RenderableDocument } from '../renderable-document.ts';
import type { Labels } from '../template/labels-schema.ts';
import { templateInvalid } from '../template/check-data.ts';
import { fillLabel } from '../template/labels-schema.ts';
import type { Template } from '../template/load-template.ts';
import type { FieldName } from '../template/field-names.ts';
import { FIELD_NAMES } from '../template/field-names.ts';
import type { DigitWriter } from './digits.ts';
import { toDigitWriter } from './digits.ts';
import type { FieldSource } from './field-values.ts';
import { FIELD_VALUES, toStudentName } from './field-values.ts';
import { RunCache } from '../text/run-cache.ts';
import type {
  ContentCourse,
  ContentField,
  ContentTerm,
  InstitutionContent,
  ProgressPoint,
  TranscriptContent,
} from './transcript-content.ts';

/** How long a provisional document may be used; the sidecar's `validUntil` says the same. */
const PROVISIONAL_DAYS = 60;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What a term is called: where it begins, where it goes on, and under a point of a drawing. */
type TermNames = Pick<ContentTerm, 'heading' | 'continuation'> & Pick<ProgressPoint, 'label'>;

/** Courses remembered in a generation: those of a large faculty, each with a few grades. */
const CACHED_COURSES = 4_000;
const CACHED_TERMS = 64;
const CACHED_LEGENDS = 4;

/** What the documents of one template and language say alike: of many documents most is known already. */
export class SharedContent {
  readonly courses = new RunCache<ContentCourse, CourseRecord>(CACHED_COURSES);
  readonly terms = new RunCache<TermNames>(CACHED_TERMS);
  readonly legends = new RunCache<readonly string[], GradingScheme>(CACHED_LEGENDS);
}

/** Everything that a document says, as texts in its record's language. */
export function toTranscriptContent(
  template: Template,
  document: RenderableDocument,
  shared = new SharedContent(),
): TranscriptContent {
  const { transcript } = document;
  const language = transcript.record.documentLanguage;
  const labels = template.labels[language];
  const digits = toDigitWriter(template, language);
  const source: FieldSource = { transcript, language, labels, digits };
  const studentName = toStudentName(transcript.record, language);
  const { terms } = transcript.record;
  const sums = transcript.summary.terms;
  const names = terms.map((term) => getTermNames(term, source, shared));
  const content: Writable<TranscriptContent> = {
    language,
    documentTitle: fillLabel(labels.documentTitle, { name: studentName }),
    documentId: document.documentId,
    documentIdLabel: labels.documentId,
    issueDate: digits(formatCivilDate(toCivilDate(document.issuedAt), language)),
    issueDateLabel: labels.issueDate,
    studentName,
    studentId: transcript.record.studentId,
    fields: toFields(source),
    terms: terms.map((term, index) => toTerm(term, names[index]!, sums[index]!, source, shared)),
    progress: names.map((name, index) => toProgressPoint(name, sums[index]!)),
    legend: shared.legends.get(transcript.scheme, (scheme) =>
      toLegend(scheme, source, template.legend?.[language]),
    ),
    legendId: `${transcript.scheme.id}@${transcript.scheme.validFrom}`,
    verificationUrl: document.verificationUrl,
  };
  const notice = toNotice(document, source);
  if (notice !== undefined) content.notice = notice;
  return content;
}

/** While it is put together. What is absent is left out, and objects of one form are read fastest. */
type Writable<Content> = { -readonly [Name in keyof Content]: Content[Name] };

/** Names and titles of an institution in a document's language, the other language beside it. */
export function toInstitutionContent(
  template: Template,
  institution: PrintedInstitution,
  language: DocumentLanguage,
): InstitutionContent {
  const labels = template.labels[language];
  const { registrar } = institution;
  const isThai = language === 'th';
  return {
    name: isThai ? institution.nameTh : institution.nameEn,
    otherName: isThai ? institution.nameEn : institution.nameTh,
    title: labels.title,
    otherTitle: labels.titleOther,
    registrarName: isThai ? registrar.nameTh : registrar.nameEn,
    registrarTitle: isThai ? registrar.titleTh : registrar.titleEn,
  };
}

/** The fields that have a value, with their labels. */
function toFields(source: FieldSource): TranscriptContent['fields'] {
  const fields: Partial<Record<FieldName, ContentField>> = {};
  for (const name of FIELD_NAMES) {
    const value = FIELD_VALUES[name](source);
    if (value === undefined || value === '') continue;
    fields[name] = { label: source.labels.fields[name], value, isName: name === 'studentName' };
  }
  return fields;
}

function toProgressPoint({ label }: TermNames, { gpaHundredths }: TermSummary): ProgressPoint {
  return gpaHundredths === undefined ? { label } : { label, gpaHundredths };
}

function getTermNames(
  term: TermRecord,
  { language, labels, digits }: FieldSource,
  { terms }: SharedContent,
): TermNames {
  const { semester, academicYear } = term;
  return terms.get(`${semester}/${academicYear}`, () => {
    const heading = digits(formatTerm(term, language));
    return {
      heading,
      continuation: fillLabel(labels.continued, { term: heading }),
      label: digits(`${semester}/${toPrintedYear(academicYear, language)}`),
    };
  });
}

function toTerm(
  term: TermRecord,
  { heading, continuation }: TermNames,
  summary: TermSummary,
  { language, labels, digits }: FieldSource,
  shared: SharedContent,
): ContentTerm {
  const toCourse = (course: CourseRecord): ContentCourse => ({
    code: course.courseCode,
    title: toCourseTitle(course, language),
    credits: digits(course.credits),
    grade: course.grade,
  });
  const content: Writable<ContentTerm> = {
    heading,
    continuation,
    courses: term.courses.map((course) => shared.courses.get(course, toCourse)),
    credits: fillLabel(labels.termCredits, {
      registered: digits(formatCredits(summary.registeredHundredths)),
      earned: digits(formatCredits(summary.earnedHundredths)),
      cumulative: digits(formatCredits(summary.cumulative.earnedHundredths)),
    }),
  };
  const averages = toAverages(summary, labels, digits);
  if (averages !== undefined) content.averages = averages;
  return content;
}

/** The averages that a term has. */
function toAverages(
  { gpaHundredths, gpaxHundredths }: TermSummary,
  labels: Labels,
  digits: DigitWriter,
): string | undefined {
  const gpa =
    gpaHundredths === undefined
      ? undefined
      : fillLabel(labels.termGpa, { gpa: digits(formatGpa(gpaHundredths)) });
  if (gpaxHundredths === undefined) return gpa;
  const gpax = fillLabel(labels.termGpax, { gpax: digits(formatGpa(gpaxHundredths)) });
  return gpa === undefined ? gpax : `${gpa} · ${gpax}`;
}

/** The title in the document's language, with the registrar's note behind it. */
function toCourseTitle(course: CourseRecord, language: DocumentLanguage): string {
  const title =
    language === 'th' ? (course.courseTitleTh ?? course.courseTitleEn) : course.courseTitleEn;
  return course.note === undefined || course.note === '' ? title : `${title} (${course.note})`;
}

function toNotice(
  document: RenderableDocument,
  { language, labels, digits }: FieldSource,
): string | undefined {
  const { record } = document.transcript;
  switch (record.completion) {
    case 'complete':
      return undefined;
    case 'incomplete':
      return labels.completion.incomplete;
    case 'provisional': {
      const end = instantOf(document.issuedAt + PROVISIONAL_DAYS * DAY_MS);
      const date = digits(formatCivilDate(toCivilDate(end), language));
      return fillLabel(labels.completion.provisional, { date });
    }
  }
}

/** `A 4.00 Excellent`, `W Withdrawn`. */
function toLegend(
  scheme: GradingScheme,
  { language, digits }: Pick<FieldSource, 'language' | 'digits'>,
  meanings: Readonly<Record<string, string>> = {},
): string[] {
  const unknown = Object.keys(meanings).find((code) =>
    scheme.grades.every((grade) => grade.code !== code),
  );
  if (unknown !== undefined) {
    throw templateInvalid('design.json', {
      th: `/legend/${language}/${unknown} ไม่มีเกรดนี้ในระบบเกรด ${scheme.id}`,
      en: `/legend/${language}/${unknown} is no grade of the scheme ${scheme.id}`,
    });
  }
  return scheme.grades.map((grade) => {
    const points =
      grade.pointsHundredths === undefined ? '' : ` ${digits(formatGpa(grade.pointsHundredths))}`;
    const meaning = language === 'th' ? grade.meaningTh : grade.meaningEn;
    return `${grade.code}${points} ${meanings[grade.code] ?? meaning}`;
  });
}
