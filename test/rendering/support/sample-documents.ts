import { readFileSync } from 'node:fs';
import { parseDocumentId } from '../../../src/shared/document-id.ts';
import { parseInstant } from '../../../src/shared/instant.ts';
import type { RenderableDocument } from '../../../src/rendering/renderable-document.ts';
import { defaultGradingScheme } from '../../../src/transcript/grading-schemes.ts';
import type { Institution } from '../../../src/transcript/institution.ts';
import type {
  CourseRecord,
  DocumentLanguage,
  TermRecord,
  TranscriptRecord,
} from '../../../src/transcript/record.ts';
import { encodeCanonicalRecord, toSignedRecord } from '../../../src/transcript/signed-record.ts';
import { toTranscript } from '../../../src/transcript/to-transcript.ts';

const FIXTURES = new URL('../../../fixtures/', import.meta.url);

/** A record as the fixtures write it: what has a default may be left out. */
type FixtureRecord = Omit<TranscriptRecord, 'documentType' | 'documentLanguage' | 'completion'> &
  Partial<Pick<TranscriptRecord, 'documentLanguage' | 'completion'>>;

const SAMPLE_ID = parseDocumentId('7K3M-9QXT-2WBD-4HN' + checkOf('7K3M9QXT2WBD4HN'));
const ISSUED_AT = parseInstant('2026-11-24T03:00:00Z');

/** The only last character that makes an id of the first fifteen. */
function checkOf(first: string): string {
  for (const character of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
    try {
      parseDocumentId(first + character);
      return character;
    } catch {
      // Not this one.
    }
  }
  throw new Error('no check character fits');
}

/** The fixtures' students. */
export function sampleRecords(): readonly FixtureRecord[] {
  return JSON.parse(
    readFileSync(new URL('records/sommut.json', FIXTURES), 'utf8'),
  ) as FixtureRecord[];
}

export function sampleInstitution(): Institution {
  return JSON.parse(
    readFileSync(new URL('institutions/sommut.json', FIXTURES), 'utf8'),
  ) as Institution;
}

/** A document of a record, everything else fixed. */
export function toSampleDocument(
  fixture: FixtureRecord,
  language: DocumentLanguage,
): RenderableDocument {
  const record: TranscriptRecord = {
    ...fixture,
    documentType: 'transcript',
    documentLanguage: language,
    completion:
      fixture.completion ?? (fixture.graduationDate === undefined ? 'incomplete' : 'complete'),
  };
  const transcript = toTranscript(record, defaultGradingScheme());
  return {
    documentId: SAMPLE_ID,
    issuedAt: ISSUED_AT,
    transcript,
    verificationUrl: `https://verify.sommut.example/v/${SAMPLE_ID}`,
    transcriptXml: new TextEncoder().encode('<Transcript>ตัวอย่าง</Transcript>'),
    transcriptJson: encodeCanonicalRecord(toSignedRecord(record)),
  };
}

/** A student with this many terms and courses a term, all titles as long as asked. */
export function toLargeRecord(
  terms: number,
  coursesInTerm: number,
  titleLength: number,
): FixtureRecord {
  const words = 'Advanced Topics in the Comparative Study of Examples and Their Applications ';
  const title = words
    .repeat(Math.ceil(titleLength / words.length))
    .slice(0, titleLength)
    .trim();
  const thai = 'การศึกษาเปรียบเทียบตัวอย่างขั้นสูงและการประยุกต์ใช้ผู้ที่น้ำ';
  const course = (term: number, index: number): CourseRecord => ({
    courseCode: `99${String(term).padStart(2, '0')}${String(index).padStart(3, '0')}`,
    courseTitleEn: title,
    courseTitleTh: thai.repeat(Math.ceil(titleLength / thai.length)).slice(0, titleLength),
    credits: '3',
    grade: 'B+',
  });
  return {
    ...sampleRecords()[0]!,
    terms: Array.from({ length: terms }, (_, term): TermRecord => ({
      academicYear: 2015 + Math.floor(term / 2),
      semester: term % 2 === 0 ? '1' : '2',
      courses: Array.from({ length: coursesInTerm }, (__, index) => course(term, index)),
    })),
  };
}
