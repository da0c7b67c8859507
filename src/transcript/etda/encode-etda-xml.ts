import { concatBytes, utf8Bytes } from '../../shared/bytes.ts';
import type { Instant } from '../../shared/instant.ts';
import type { AcademicSummary, TermSummary } from '../academic-summary.ts';
import { toCivilDateTime } from '../calendar/civil-date.ts';
import { SEMESTER_NAMES } from '../calendar/term-names.ts';
import { formatCredits, formatPoints } from '../figures/decimal.ts';
import type { PrintedInstitution } from '../institution.ts';
import type { DocumentLanguage, SignedRecord, TermRecord, TranscriptRecord } from '../record.ts';
import type { Transcript } from '../transcript.ts';
import { CourseFragments } from './course-fragments.ts';
import type { SingleLanguageElement } from './etda-names.ts';
import {
  courseNoteSubject,
  ETDA_DOCUMENT_NAMES,
  ETDA_NAMESPACE,
  ETDA_OID,
  ETDA_STATUS,
  ETDA_TRANSCRIPT_TYPE,
  ETDA_VERSION,
  guessLanguage,
  SINGLE_LANGUAGE_FIELDS,
} from './etda-names.ts';
import { XmlWriter } from './xml-writer.ts';

/** What a message says about the document itself. */
export interface EtdaDocument {
  /** Our document's id; in a message that stands for no document of ours, the sender's own name for it. */
  readonly documentId: string;
  readonly issuedAt: Instant;
  /** What is never embedded nor signed: for messages between registrars' own systems alone. */
  readonly office?: Pick<TranscriptRecord, 'citizenId' | 'email'>;
}

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<tc:Transcript xmlns:tc="${ETDA_NAMESPACE}">
`;
const CIVIL_DATE_LENGTH = 'YYYY-MM-DD'.length;

/**
 * The transcript as Thailand's national message, see {@link toEtdaXmlParts}, in one piece.
 * @param institution left out, the message says nothing of who sends it.
 */
export function encodeEtdaXml(
  transcript: Transcript,
  institution: PrintedInstitution | undefined,
  document: EtdaDocument,
): Uint8Array<ArrayBuffer> {
  return concatBytes(...toEtdaXmlParts(transcript, institution, document));
}

/**
 * The transcript as Thailand's national message (ETDA Transcript 2.0): UTF-8 XML without DTD, elements in
 * the published order and with the published misspellings. What the message has no element for goes into
 * its notes (`InfomationNote`) under the intake column's name, so that intake reads back the same record.
 * The logo, and what we do not hold (gender, nationality), are left out.
 * @param institution left out, the message says nothing of who sends it.
 * @param courses of other transcripts under the same grading scheme, so that they are not written again.
 */
export function toEtdaXmlParts(
  transcript: Transcript,
  institution: PrintedInstitution | undefined,
  document: EtdaDocument,
  courses = new CourseFragments(transcript.scheme),
): readonly Uint8Array[] {
  const { record } = transcript;
  const language = record.documentLanguage;
  const xml = new XmlWriter(HEAD, 'tc:');
  writeContext(xml, record, document);
  writeStudent(xml, record, document);
  writeOrganization(xml, institution, language);
  const opening = utf8Bytes(xml.take());
  const system = record.terms.some((term) => term.semester === '3') ? 'ไตรภาค' : 'ทวิภาค';
  const parts: Uint8Array[] = [opening];
  for (const term of record.terms) {
    for (const course of term.courses) parts.push(courses.get(course, term, system));
  }
  writeSummary(xml, record, transcript.summary, system);
  writeAdditionalInformation(xml, record, document);
  parts.push(utf8Bytes(xml.finish('</tc:Transcript>')));
  return parts;
}

function writeContext(xml: XmlWriter, record: SignedRecord, document: EtdaDocument): void {
  const language = record.documentLanguage;
  xml.start('TranscriptContext');
  xml.element('OID', ETDA_OID);
  xml.element('Version', ETDA_VERSION);
  xml.element('TranscriptID', document.documentId);
  xml.element('Name', ETDA_DOCUMENT_NAMES[language]);
  xml.element('TypeCode', ETDA_TRANSCRIPT_TYPE);
  xml.element('IssueDateTime', `${toCivilDateTime(document.issuedAt)}.0`);
  xml.element('Language', language.toUpperCase());
  xml.element('Status', ETDA_STATUS[record.completion]);
  xml.end();
}

function writeStudent(xml: XmlWriter, record: SignedRecord, { office }: EtdaDocument): void {
  xml.start('Student');
  xml.element('DataSubjectID', record.studentId, 'schemeID="StudenID"');
  xml.element('DataSubjectID', office?.citizenId, 'schemeID="NIDN"');
  writeName(xml, 'NamePrefix', record.namePrefixTh, record.namePrefixEn);
  writeName(xml, 'GivenName', record.givenNameTh, record.givenNameEn);
  writeName(xml, 'MiddleName', record.middleNameTh, record.middleNameEn);
  writeName(xml, 'FamilyName', record.familyNameTh, record.familyNameEn);
  xml.element('BirthDate', dateTime(record.birthDate));
  xml.element('DateOfAdmission', dateTime(record.admissionDate));
  xml.element('DateOfGraduation', dateTime(record.graduationDate));
  writeSingle(xml, record, 'FacultyName');
  xml.start('ProgramContext');
  writeSingle(xml, record, 'ProgramName');
  writeSingle(xml, record, 'Major');
  writeSingle(xml, record, 'Minor');
  writeSingle(xml, record, 'Degree');
  xml.end();
  xml.element('CreditsTranferred', record.transferredCredits);
  xml.element('PreviousCertificate', record.previousCertificate);
  xml.element('PreviousOrganization', record.previousInstitution);
  xml.end();
}

function writeOrganization(
  xml: XmlWriter,
  institution: PrintedInstitution | undefined,
  language: DocumentLanguage,
): void {
  const isThai = language === 'th';
  xml.start('Organization');
  xml.element('OrganizationID', institution?.code);
  xml.element('OrganizationName', isThai ? institution?.nameTh : institution?.nameEn);
  xml.element('SchoolLevel', 'อุดมศึกษา');
  if (institution !== undefined) writeSender(xml, institution, isThai);
  xml.end();
}

function writeSender(xml: XmlWriter, institution: PrintedInstitution, isThai: boolean): void {
  const address = isThai ? institution.addressTh : institution.addressEn;
  const { registrar } = institution;
  if (address !== undefined) {
    xml.start('Address');
    xml.element('StreetName', address);
    xml.element('CountryCode', 'TH');
    xml.end();
  }
  xml.start('Registrar');
  xml.element('Title', isThai ? registrar.titleTh : registrar.titleEn);
  xml.element('Name', isThai ? registrar.nameTh : registrar.nameEn);
  xml.end();
}

function writeSummary(
  xml: XmlWriter,
  record: SignedRecord,
  summary: AcademicSummary,
  system: string,
): void {
  xml.start('AcademicSummary');
  for (const [index, term] of record.terms.entries()) {
    xml.raw(termSummaryXml(term, summary.terms[index]!, system));
  }
  xml.element('TotalCreditValue', formatCredits(summary.total.registeredHundredths));
  xml.element('TotalCreditEarned', formatCredits(summary.total.earnedHundredths));
  xml.element('TotalCreditCalculated', formatCredits(summary.total.calculatedHundredths));
  xml.element('TotalPointEarned', formatPoints(summary.total.pointsTenThousandths));
  xml.element('TotalGPAX', record.gpax);
  xml.end();
}

/** A term's sums in one piece, because there are many: numbers and names of ours, nothing to escape. */
function termSummaryXml(term: TermRecord, sums: TermSummary, system: string): string {
  const { termGpa, termGpax } = term;
  const gpa = termGpa === undefined ? '' : `      <tc:SemesterGPA>${termGpa}</tc:SemesterGPA>\n`;
  const gpax =
    termGpax === undefined ? '' : `      <tc:SemesterGPAX>${termGpax}</tc:SemesterGPAX>\n`;
  return `    <tc:SemesterSummary>
      <tc:EducationTypeSystem>${system}</tc:EducationTypeSystem>
      <tc:SemesterName>${SEMESTER_NAMES.th[term.semester]}</tc:SemesterName>
      <tc:Year>${term.academicYear}</tc:Year>
      <tc:SemesterCreditValue>${formatCredits(sums.registeredHundredths)}</tc:SemesterCreditValue>
      <tc:SemesterCreditEarned>${formatCredits(sums.earnedHundredths)}</tc:SemesterCreditEarned>
      <tc:SemesterCreditCalculated>${formatCredits(sums.calculatedHundredths)}</tc:SemesterCreditCalculated>
      <tc:SemesterPointEarned>${formatPoints(sums.pointsTenThousandths)}</tc:SemesterPointEarned>
${gpa}${gpax}    </tc:SemesterSummary>
`;
}

function writeAdditionalInformation(
  xml: XmlWriter,
  record: SignedRecord,
  { office }: EtdaDocument,
): void {
  xml.start('AdditionalInformation');
  writeSingle(xml, record, 'Hons');
  writeSingle(xml, record, 'ThesisTitle');
  for (const { th, en, column } of SINGLE_LANGUAGE_FIELDS) {
    if (record[th] === undefined || record[en] === undefined) continue;
    // The element holds the document's language; the other one has no place but a note.
    if (record.documentLanguage === 'th') writeNote(xml, `${column}_en`, record[en]);
    else writeNote(xml, `${column}_th`, record[th]);
  }
  writeNote(xml, 'level', record.level);
  writeNote(xml, 'email', office?.email);
  if (record.birthDate !== undefined && record.birthDate.length < CIVIL_DATE_LENGTH) {
    writeNote(xml, 'birth_date', record.birthDate);
  }
  for (const term of record.terms) {
    for (const { courseCode, note } of term.courses) {
      if (note === undefined) continue;
      writeNote(xml, courseNoteSubject(term.academicYear, term.semester, courseCode), note);
    }
  }
  writeNote(xml, 'computed', record.computed?.join(' '));
  xml.end();
}

function writeNote(xml: XmlWriter, subject: string, content: string | undefined): void {
  if (content === undefined) return;
  xml.start('InfomationNote');
  xml.element('Subject', subject);
  xml.element('Content', content);
  xml.end();
}

function writeName(
  xml: XmlWriter,
  element: string,
  th: string | undefined,
  en: string | undefined,
): void {
  xml.element(element, th, 'languageID="th"');
  xml.element(element, en, 'languageID="en"');
}

/** One language where the message has room for one: the document's, otherwise the other. */
function writeSingle(xml: XmlWriter, record: SignedRecord, element: SingleLanguageElement): void {
  const { th, en } = SINGLE_LANGUAGE_FIELDS.find((field) => field.element === element)!;
  const own = record.documentLanguage === 'th' ? th : en;
  const name = record[own] === undefined ? (own === th ? en : th) : own;
  const value = record[name];
  if (value === undefined) return;
  const language = name === th ? 'th' : 'en';
  const attribute = guessLanguage(value) === language ? undefined : `languageID="${language}"`;
  xml.element(element, value, attribute);
}

/** Midnight without a time zone, as the message writes civil dates; partial dates have no place there. */
function dateTime(date: string | undefined): string | undefined {
  return date?.length === CIVIL_DATE_LENGTH ? `${date}T00:00:00.0` : undefined;
}
