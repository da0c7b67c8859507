import { findHundredths, formatCredits } from '../../transcript/figures/decimal.ts';
import type { GradingScheme } from '../../transcript/grading-scheme.ts';
import type { CivilDate, DocumentLanguage, TranscriptRecord } from '../../transcript/record.ts';
import { COLUMNS_BY_SCOPE } from '../columns.ts';
import type { IntakeLimits } from '../limits.ts';
import type { RawRecord } from '../raw/raw-record.ts';
import type { IssueCollector } from '../rules/issue-collector.ts';
import type { ValueMemory } from '../values/value-memory.ts';
import type { CheckedFigures, FigureRules } from './check-figures.ts';
import { FigureCheck } from './check-figures.ts';
import type { Values } from './field-reader.ts';
import { FieldReader } from './field-reader.ts';
import type { JoinedTerm } from './join-terms.ts';
import { joinTerms } from './join-terms.ts';
import { checkRepeats } from './check-repeats.ts';
import { checkTerm } from './check-term.ts';
import { toCourses, toObject } from './to-courses.ts';

/** What records are judged by. */
export interface Validation {
  readonly scheme: GradingScheme;
  readonly values: ValueMemory;
  readonly figures: FigureRules;
  readonly limits: IntakeLimits;
  readonly issues: IssueCollector;
  /** For what lies in the future. */
  readonly today: CivilDate;
  /** When set, records that name another institution are refused. */
  readonly institutionCode?: string;
}

/** A record after every rule on itself alone; other records of the batch have not been looked at. */
export interface ValidatedRecord {
  readonly raw: RawRecord;
  readonly studentId: string;
  readonly languages: readonly DocumentLanguage[];
  readonly courseCount: number;
  /** One for each language; none when an error was found. */
  readonly records: readonly TranscriptRecord[];
}

const LANGUAGES: Readonly<Record<string, readonly DocumentLanguage[]>> = {
  th: ['th'],
  en: ['en'],
  both: ['th', 'en'],
};

/** Holds one raw record to every rule; findings go to the collector, errors mean no canonical record. */
export function validateRecord(raw: RawRecord, validation: Validation): ValidatedRecord {
  const { issues } = validation;
  const errorsBefore = issues.errorCount;
  const reader = new FieldReader(issues, validation.values, raw.notRequired);
  const values = reader.readAll(COLUMNS_BY_SCOPE.record, raw.fields, raw.place);
  checkDates(raw, values, validation);
  checkInstitution(raw, validation);

  const terms = joinTerms(raw, reader, issues);
  const courseCount =
    raw.courseCount ?? raw.terms.reduce((sum, term) => sum + term.courses.length, 0);
  checkCourseCount(raw, courseCount, validation);
  const printedTerms = terms.filter((term) => hasCourses(term, courseCount, validation));
  for (const term of printedTerms) checkTerm(term, validation);
  const termsWithCourses = printedTerms.map((term) => [term, toCourses(term, issues)] as const);

  const languages = LANGUAGES[values.get('document_language') ?? 'both'] ?? ['th'];
  const result = { raw, studentId: values.get('student_id') ?? '', languages, courseCount };
  if (issues.errorCount > errorsBefore || raw.isDamaged) return { ...result, records: [] };

  // Only sound courses add up: anything else would report the same mistake twice.
  checkStatedPoints(terms, validation);
  checkRepeats(terms, validation.figures, issues);
  const gpax = values.get('gpax');
  const gpaxCell = raw.fields.get('gpax');
  const stated = gpax === undefined ? undefined : gpaxCell && { value: gpax, cell: gpaxCell };
  const figures = new FigureCheck(validation.figures, issues).check(
    termsWithCourses,
    stated,
    raw.statedSums,
  );
  if (issues.errorCount > errorsBefore) return { ...result, records: [] };

  const computed = toComputed(raw.computed ?? [], figures);
  const record = {
    ...toObject(COLUMNS_BY_SCOPE.record, values),
    documentType: 'transcript',
    completion: values.get('completion') ?? defaultCompletion(values),
    gpax: figures.gpax,
    terms: figures.terms,
    computed: computed.length > 0 ? computed : undefined,
  };
  const records = languages.map(
    (documentLanguage) =>
      withoutUndefined({ ...record, documentLanguage }) as unknown as TranscriptRecord,
  );
  return { ...result, records };
}

function defaultCompletion(values: Values): string {
  return values.has('graduation_date') ? 'complete' : 'incomplete';
}

function checkDates(raw: RawRecord, values: Values, { issues, today }: Validation): void {
  const admission = values.get('admission_date');
  const graduation = values.get('graduation_date');
  const graduationCell = raw.fields.get('graduation_date');
  if (admission !== undefined && graduation !== undefined && graduation < admission) {
    issues.add({
      code: 'graduation-before-admission',
      place: graduationCell?.place ?? raw.place,
      column: 'graduation_date',
      value: graduationCell?.text ?? graduation,
      details: { other: withMeaning(raw.fields.get('admission_date')?.text, admission) },
    });
  }
  for (const column of ['birth_date', 'admission_date', 'graduation_date'] as const) {
    const date = values.get(column);
    // A partial date is in the future when its year or month is.
    if (date === undefined || date <= today.slice(0, date.length)) continue;
    const cell = raw.fields.get(column);
    const place = cell?.place ?? raw.place;
    issues.add({ code: 'date-in-future', place, column, value: cell?.text ?? date });
  }
}

/** A date as it is written, and which day that is where it does not say so itself. */
function withMeaning(written: string | undefined, date: string): string {
  return written === undefined || written === date ? date : `${written} = ${date}`;
}

function checkInstitution(raw: RawRecord, { institutionCode, issues }: Validation): void {
  const named = raw.institutionCode;
  if (institutionCode === undefined || named === undefined) return;
  if (named.text === institutionCode) return;
  issues.add({
    code: 'institution-mismatch',
    place: named.place,
    value: named.text,
    details: { expected: institutionCode },
  });
}

function checkCourseCount(raw: RawRecord, count: number, validation: Validation): void {
  const { limits, issues } = validation;
  if (count === 0) issues.add({ code: 'courses-missing', place: raw.place });
  if (count > limits.coursesPerRecord) {
    const details = { limit: String(limits.coursesPerRecord) };
    issues.add({ code: 'too-many-courses', place: raw.place, details });
  }
}

/** The national message states a grade as letter and as number; both must say the same. */
function checkStatedPoints(terms: readonly JoinedTerm[], validation: Validation): void {
  for (const { raw, values } of terms.flatMap((term) => term.courses)) {
    if (raw.statedPoints === undefined) continue;
    const code = values.get('grade') ?? '';
    const points = validation.figures.grades.get(code)?.pointsHundredths;
    if (points === undefined) continue;
    const { text, place } = raw.statedPoints;
    if (findHundredths(text) === points) continue;
    validation.issues.add({
      code: 'grade-points-mismatch',
      place,
      column: 'grade',
      value: text,
      details: { grade: code, computed: formatCredits(points) },
    });
  }
}

/** A term without courses has nothing to print; a record without any has been reported as a whole. */
function hasCourses(term: JoinedTerm, courseCount: number, { issues }: Validation): boolean {
  if (term.courses.length > 0) return true;
  if (courseCount > 0) issues.add({ code: 'term-without-courses', place: term.place });
  return false;
}

/** Figures of ours now, and those that the file itself had from us before. */
function toComputed(claimed: readonly string[], figures: CheckedFigures): readonly string[] {
  const existing = new Set(figures.gpax === undefined ? [] : ['/gpax']);
  for (const [index, term] of figures.terms.entries()) {
    if (term.termGpa !== undefined) existing.add(`/terms/${index}/termGpa`);
    if (term.termGpax !== undefined) existing.add(`/terms/${index}/termGpax`);
  }
  const kept = claimed.filter((pointer) => existing.has(pointer));
  return [...new Set([...figures.computed, ...kept])].sort();
}

function withoutUndefined(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
