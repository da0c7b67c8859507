import type { Instant } from '../../shared/instant.ts';
import { encodeEtdaXml } from '../../transcript/etda/encode-etda-xml.ts';
import type { GradingScheme } from '../../transcript/grading-scheme.ts';
import type { Institution } from '../../transcript/institution.ts';
import type { TranscriptRecord } from '../../transcript/record.ts';
import { toTranscript } from '../../transcript/to-transcript.ts';

/** One national message and a file name for it. */
export interface NamedMessage {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the messages say besides the records. */
export interface MessageContext {
  readonly scheme: GradingScheme;
  /** Who sends them and counts repeated courses by its rule; left out, they do not say. */
  readonly institution?: Institution;
  readonly issuedAt: Instant;
}

/**
 * Records as national messages (ETDA Transcript 2.0), one for each student and language, citizen id and mail
 * address included: they go from one registrar's system to another's. Names of files keep the records' order
 * (`0001-66010001-th.xml`). No message stands for an issued document: it is named after its student.
 */
export function* encodeMessages(
  records: readonly TranscriptRecord[],
  { scheme, institution, issuedAt }: MessageContext,
): Generator<NamedMessage> {
  const digits = Math.max(4, String(records.length).length);
  for (const [index, record] of records.entries()) {
    const { studentId, documentLanguage, citizenId, email } = record;
    const bytes = encodeEtdaXml(
      toTranscript(record, scheme, institution?.repeatedCourses),
      institution,
      {
        documentId: `${studentId}-${documentLanguage.toUpperCase()}`,
        issuedAt,
        office: {
          ...(citizenId !== undefined && { citizenId }),
          ...(email !== undefined && { email }),
        },
      },
    );
    const number = String(index + 1).padStart(digits, '0');
    yield { name: `${number}-${toFileNamePart(studentId)}-${documentLanguage}.xml`, bytes };
  }
}

/** The student's number as far as every file system takes it. */
function toFileNamePart(studentId: string): string {
  return studentId.replace(/[^0-9A-Za-z._-]+/g, '_').slice(0, 64);
}
