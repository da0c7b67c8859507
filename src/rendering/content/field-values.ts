import { formatCivilDate } from '../../transcript/calendar/civil-date.ts';
import { formatCredits, formatGpa } from '../../transcript/figures/decimal.ts';
import type { DocumentLanguage, SignedRecord } from '../../transcript/record.ts';
import type { Transcript } from '../../transcript/transcript.ts';
import type { Labels } from '../template/labels-schema.ts';
import type { DigitWriter } from './digits.ts';
import type { FieldName } from '../template/field-names.ts';

/** Where a field's value comes from. */
export interface FieldSource {
  readonly transcript: Transcript;
  readonly language: DocumentLanguage;
  readonly labels: Labels;
  readonly digits: DigitWriter;
}

/** What each field prints; `undefined` leaves the field out. */
export const FIELD_VALUES: Readonly<
  Record<FieldName, (source: FieldSource) => string | undefined>
> = {
  studentName: ({ transcript, language }) => toStudentName(transcript.record, language),
  studentId: ({ transcript }) => transcript.record.studentId,
  birthDate: (source) => toDate(source, source.transcript.record.birthDate),
  level: ({ transcript, labels }) =>
    transcript.record.level && labels.levels[transcript.record.level],
  degree: (source) => inLanguage(source, 'degree'),
  faculty: (source) => inLanguage(source, 'faculty'),
  programme: (source) => inLanguage(source, 'programme'),
  major: (source) => inLanguage(source, 'major'),
  minor: (source) => inLanguage(source, 'minor'),
  admissionDate: (source) => toDate(source, source.transcript.record.admissionDate),
  graduationDate: (source) =>
    toDate(source, source.transcript.record.graduationDate) ??
    source.labels.notGraduated[source.transcript.record.completion],
  previousInstitution: ({ transcript }) => transcript.record.previousInstitution,
  previousCertificate: ({ transcript }) => transcript.record.previousCertificate,
  transferredCredits: ({ transcript, digits }) =>
    transcript.summary.transferredHundredths === 0
      ? undefined
      : digits(formatCredits(transcript.summary.transferredHundredths)),
  registeredCredits: ({ transcript, digits }) =>
    digits(formatCredits(transcript.summary.total.registeredHundredths)),
  earnedCredits: ({ transcript, digits }) =>
    digits(formatCredits(transcript.summary.total.earnedHundredths)),
  calculatedCredits: ({ transcript, digits }) =>
    digits(formatCredits(transcript.summary.total.calculatedHundredths)),
  gpax: ({ transcript, digits }) =>
    transcript.summary.gpaxHundredths === undefined
      ? undefined
      : digits(formatGpa(transcript.summary.gpaxHundredths)),
  honours: (source) => inLanguage(source, 'honours'),
  thesisTitle: (source) => inLanguage(source, 'thesisTitle'),
};

/** The student's name as a document in that language prints it. */
export function toStudentName(record: SignedRecord, language: DocumentLanguage): string {
  if (language === 'th') {
    // A Thai prefix is written together with the given name.
    const given = `${record.namePrefixTh ?? ''}${record.givenNameTh}`;
    return joined(given, record.middleNameTh, record.familyNameTh);
  }
  const { namePrefixEn, givenNameEn, middleNameEn, familyNameEn } = record;
  return joined(namePrefixEn, givenNameEn, middleNameEn, familyNameEn);
}

type TranslatedName =
  'degree' | 'faculty' | 'programme' | 'major' | 'minor' | 'honours' | 'thesisTitle';

/** The value in the document's language, or in the other one when the record has only that. */
function inLanguage(
  { transcript, language }: FieldSource,
  name: TranslatedName,
): string | undefined {
  const thai = transcript.record[`${name}Th`];
  const english = transcript.record[`${name}En`];
  return language === 'th' ? (thai ?? english) : (english ?? thai);
}

function toDate({ language, digits }: FieldSource, date: string | undefined): string | undefined {
  return date === undefined ? undefined : digits(formatCivilDate(date, language));
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}
