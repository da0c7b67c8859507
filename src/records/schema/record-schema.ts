import { z } from 'zod';
import { parseUtf8 } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';
import { SEMESTERS } from '../../transcript/calendar/term-names.ts';
import type { TranscriptRecord } from '../../transcript/record.ts';

const text = z.string().min(1);
const civilDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const partialDate = z.string().regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/);
const credits = z.string().regex(/^(?:0|[1-9]\d{0,3})(?:\.\d?[1-9])?$/);
const gpa = z.string().regex(/^\d{1,2}\.\d{2}$/);

const courseSchema = z.strictObject({
  courseCode: text,
  courseTitleTh: text.exactOptional(),
  courseTitleEn: text,
  credits,
  grade: text,
  note: text.exactOptional(),
});

const termSchema = z.strictObject({
  academicYear: z.int().min(1800).max(2399),
  semester: z.enum(SEMESTERS),
  termGpa: gpa.exactOptional(),
  termGpax: gpa.exactOptional(),
  courses: z.array(courseSchema).min(1).readonly(),
});

/** The canonical record (`../transcript/record.ts`) as a schema, for whoever reads one back. */
const recordSchema = z.strictObject({
  studentId: text,
  documentType: z.literal('transcript'),
  documentLanguage: z.enum(['th', 'en']),
  completion: z.enum(['complete', 'incomplete', 'provisional']),
  namePrefixTh: text.exactOptional(),
  givenNameTh: text,
  middleNameTh: text.exactOptional(),
  familyNameTh: text,
  namePrefixEn: text.exactOptional(),
  givenNameEn: text,
  middleNameEn: text.exactOptional(),
  familyNameEn: text,
  citizenId: text.exactOptional(),
  birthDate: partialDate.exactOptional(),
  admissionDate: civilDate,
  graduationDate: civilDate.exactOptional(),
  level: z.enum(['bachelor', 'master', 'doctoral', 'certificate', 'diploma']).exactOptional(),
  facultyTh: text.exactOptional(),
  facultyEn: text.exactOptional(),
  programmeTh: text.exactOptional(),
  programmeEn: text.exactOptional(),
  degreeTh: text.exactOptional(),
  degreeEn: text.exactOptional(),
  majorTh: text.exactOptional(),
  majorEn: text.exactOptional(),
  minorTh: text.exactOptional(),
  minorEn: text.exactOptional(),
  honoursTh: text.exactOptional(),
  honoursEn: text.exactOptional(),
  thesisTitleTh: text.exactOptional(),
  thesisTitleEn: text.exactOptional(),
  previousInstitution: text.exactOptional(),
  previousCertificate: text.exactOptional(),
  transferredCredits: credits.exactOptional(),
  email: text.exactOptional(),
  gpax: gpa.exactOptional(),
  terms: z.array(termSchema).min(1).readonly(),
  computed: z.array(z.string().regex(/^\//)).readonly().exactOptional(),
});

/**
 * Reads a canonical record back from its bytes (JSON, UTF-8), as stored or embedded.
 * @throws FormatError `record/syntax` for what is no JSON, `record/schema` for what is no canonical record.
 */
export function parseTranscriptRecord(bytes: Uint8Array): TranscriptRecord {
  let value: unknown;
  try {
    value = JSON.parse(parseUtf8(bytes));
  } catch {
    throw new FormatError('record/syntax', 'not JSON');
  }
  const result = recordSchema.safeParse(value);
  if (!result.success) throw new FormatError('record/schema', 'not a canonical record');
  return result.data;
}

/** The published JSON Schema (draft 2020-12) of the canonical record. */
export function toRecordJsonSchema(): object {
  return z.toJSONSchema(recordSchema, { target: 'draft-2020-12' });
}
