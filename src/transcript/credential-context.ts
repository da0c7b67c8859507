import type { CourseRecord, SignedRecord, TermRecord } from './record.ts';

/** Kinds of values: texts in one language, texts in none, and lists whose order matters. */
type ValueKind = 'text' | 'th' | 'en' | 'date' | 'integer' | 'list';

const XSD = 'http://www.w3.org/2001/XMLSchema#';

const details: Readonly<Record<ValueKind, object>> = {
  text: { '@type': `${XSD}string` },
  th: { '@language': 'th' },
  en: { '@language': 'en' },
  date: { '@type': `${XSD}date` },
  integer: { '@type': `${XSD}integer` },
  list: { '@container': '@list' },
};

/**
 * What every word of a sidecar means, as JSON-LD wants it (VC 2.0 §5.2, JSON-LD 1.1 §9.15): the context
 * document that sidecars name beside the base context of the W3C. Its content is frozen with its version: a
 * sidecar names it for good.
 */
export const credentialContext = {
  '@context': {
    '@version': 1.1,
    '@protected': true,
    AcademicTranscriptCredential: toIri('AcademicTranscriptCredential'),
    recordDigest: toIri('recordDigest'),
    // A claim for JOSE (Token Status List §6.2): its inside is its own.
    status: { '@id': toIri('status'), '@type': '@json' },
    ...describe<SignedRecord>({
      studentId: 'text',
      documentType: 'text',
      documentLanguage: 'text',
      completion: 'text',
      namePrefixTh: 'th',
      givenNameTh: 'th',
      middleNameTh: 'th',
      familyNameTh: 'th',
      namePrefixEn: 'en',
      givenNameEn: 'en',
      middleNameEn: 'en',
      familyNameEn: 'en',
      birthDate: 'text',
      admissionDate: 'date',
      graduationDate: 'date',
      level: 'text',
      facultyTh: 'th',
      facultyEn: 'en',
      programmeTh: 'th',
      programmeEn: 'en',
      degreeTh: 'th',
      degreeEn: 'en',
      majorTh: 'th',
      majorEn: 'en',
      minorTh: 'th',
      minorEn: 'en',
      honoursTh: 'th',
      honoursEn: 'en',
      thesisTitleTh: 'th',
      thesisTitleEn: 'en',
      previousInstitution: 'text',
      previousCertificate: 'text',
      transferredCredits: 'text',
      gpax: 'text',
      terms: 'list',
      computed: 'list',
    }),
    ...describe<TermRecord>({
      academicYear: 'integer',
      semester: 'text',
      termGpa: 'text',
      termGpax: 'text',
      courses: 'list',
    }),
    ...describe<CourseRecord>({
      courseCode: 'text',
      courseTitleTh: 'th',
      courseTitleEn: 'en',
      credits: 'text',
      grade: 'text',
      note: 'text',
    }),
  },
} as const;

/** A row for each property of the record; one that is missing does not compile. */
function describe<Described>(
  kinds: Readonly<Record<keyof Described & string, ValueKind>>,
): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries<ValueKind>(kinds).map(([name, kind]) => [
      name,
      { '@id': toIri(name), ...details[kind] },
    ]),
  );
}

/** The same name at every installation: words are the project's, not the university's. */
function toIri(name: string): string {
  return `urn:parinya:vocabulary:${name}`;
}
