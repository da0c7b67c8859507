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
  context: MessageContext,
): Generator<NamedMessage> {
  for (const [index, record] of records.entries()) {
    yield encodeMessage(record, index, records.length, context);
  }
}

/** One of them. @param index counts the messages from 0. @param count how many there are. */
export function encodeMessage(
  record: TranscriptRecord,
  index: number,
  count: number,
  { scheme, institution, issuedAt }: MessageContext,
): NamedMessage {
  const { studentId, documentLanguage, citizenId, email } = record;
  const transcript = toTranscript(record, scheme, institution?.repeatedCourses);
  const bytes = encodeEtdaXml(transcript, institution, {
    documentId: `${studentId}-${documentLanguage.toUpperCase()}`,
    issuedAt,
    office: {
      ...(citizenId !== undefined && { citizenId }),
      ...(email !== undefined && { email }),
    },
  });
  const digits = Math.max(4, String(count).length);
  const number = String(index + 1).padStart(digits, '0');
  return { name: `${number}-${toFileNamePart(studentId)}-${documentLanguage}.xml`, bytes };
}

/** The student's number as far as every file system takes it. */
function toFileNamePart(studentId: string): string {
  return studentId.replace(/[^0-9A-Za-z._-]+/g, '_').slice(0, 64);
}
