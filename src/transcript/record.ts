/**
 * The canonical record: what a registrar says about one student in one document language, after
 * validation. Its JSON form (RFC 8785) is embedded in the PDF, signed in the sidecar and digested in
 * the registry, so property names are public contract: added, never renamed.
 */

/** `YYYY-MM-DD`, proleptic Gregorian, no time zone. */
export type CivilDate = string;
/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: birth dates of older students are not always known exactly. */
export type PartialDate = string;
/** A decimal as the registrar writes it, normalised: no sign, no leading or trailing zeros (`3`, `3.5`). */
type Credits = string;
/** A grade point average with exactly two decimals (`3.25`). */
export type Gpa = string;

export type DocumentLanguage = 'th' | 'en';
export type Completion = 'complete' | 'incomplete' | 'provisional';
type Level = 'bachelor' | 'master' | 'doctoral' | 'certificate' | 'diploma';
/** `S` is the summer term; terms of a year run 1, 2, 3, S. */
export type Semester = '1' | '2' | '3' | 'S';

export interface CourseRecord {
  readonly courseCode: string;
  readonly courseTitleTh?: string;
  readonly courseTitleEn: string;
  readonly credits: Credits;
  readonly grade: string;
  readonly note?: string;
}

export interface TermRecord {
  /** Common Era, for example 2020. */
  readonly academicYear: number;
  readonly semester: Semester;
  /** Of this term alone; absent when no course of it counts. */
  readonly termGpa?: Gpa;
  /** Cumulative to the end of this term. */
  readonly termGpax?: Gpa;
  readonly courses: readonly CourseRecord[];
}

export interface TranscriptRecord {
  readonly studentId: string;
  readonly documentType: 'transcript';
  readonly documentLanguage: DocumentLanguage;
  readonly completion: Completion;
  readonly namePrefixTh?: string;
  readonly givenNameTh: string;
  readonly middleNameTh?: string;
  readonly familyNameTh: string;
  readonly namePrefixEn?: string;
  readonly givenNameEn: string;
  readonly middleNameEn?: string;
  readonly familyNameEn: string;
  /** Never printed unless a template asks, never in logs, never in what is signed ({@link SignedRecord}). */
  readonly citizenId?: string;
  readonly birthDate?: PartialDate;
  readonly admissionDate: CivilDate;
  readonly graduationDate?: CivilDate;
  readonly level?: Level;
  readonly facultyTh?: string;
  readonly facultyEn?: string;
  readonly programmeTh?: string;
  readonly programmeEn?: string;
  /** Both degree names are required of CSV, JSON and XLSX; ETDA XML has room for one without a language. */
  readonly degreeTh?: string;
  readonly degreeEn?: string;
  readonly majorTh?: string;
  readonly majorEn?: string;
  readonly minorTh?: string;
  readonly minorEn?: string;
  readonly honoursTh?: string;
  readonly honoursEn?: string;
  readonly thesisTitleTh?: string;
  readonly thesisTitleEn?: string;
  readonly previousInstitution?: string;
  readonly previousCertificate?: string;
  readonly transferredCredits?: Credits;
  /** Where the claim message goes; delivery data, never in what is signed. */
  readonly email?: string;
  /** Cumulative GPA of the whole record. */
  readonly gpax?: Gpa;
  /** In order: by year, then 1, 2, 3, S. */
  readonly terms: readonly TermRecord[];
  /** JSON Pointers of the figures that the registrar left out and we filled in (`/gpax`). */
  readonly computed?: readonly string[];
}

/** The record as it is embedded, signed and shown: without what only serves delivery and identification. */
export type SignedRecord = Omit<TranscriptRecord, 'citizenId' | 'email'>;
