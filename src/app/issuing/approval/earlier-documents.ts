import type { DocumentEntry, SubmittedRecord } from '../../../registry/registry-entries.ts';
import type { Registry } from '../../../registry/registry.ts';
import type { DocumentState } from '../../../registry/states.ts';
import { findIssuedToStudents } from '../issued-to-students.ts';
import type { RecordNovelty } from './approval-summary.ts';

/** A record with what was issued before for its student in its language. */
export interface JudgedRecord {
  readonly record: SubmittedRecord;
  readonly novelty: RecordNovelty;
  /** The document it is compared with; `null` for a new one. */
  readonly earlier: DocumentEntry | null;
}

const IN_FORCE: readonly DocumentState[] = ['issued', 'suspended'];

/** Judges records of one institution against what it has issued; one query asks for many students. */
export async function judgeNovelty(
  registry: Pick<Registry, 'findDocumentsOfStudents'>,
  institutionCode: string,
  records: readonly SubmittedRecord[],
): Promise<readonly JudgedRecord[]> {
  const issuedTo = await findIssuedToStudents(
    registry,
    institutionCode,
    records.map(({ studentId }) => studentId),
  );
  return records.map((record) => judge(record, issuedTo(record)));
}

/** @param documents of the same student, kind and language, oldest first. */
function judge(record: SubmittedRecord, documents: readonly DocumentEntry[]): JudgedRecord {
  const equal = documents.filter((each) => each.recordDigestHex === record.recordDigestHex);
  const same = equal.find(({ state }) => IN_FORCE.includes(state));
  if (same !== undefined) return { record, novelty: 'same', earlier: same };
  // What is in force counts more than what was taken back later.
  const last = documents.findLast(({ state }) => IN_FORCE.includes(state)) ?? documents.at(-1);
  if (last === undefined) return { record, novelty: 'new', earlier: null };
  const novelty = last.recordDigestHex === record.recordDigestHex ? 'again' : 'changed';
  return { record, novelty, earlier: last };
}
