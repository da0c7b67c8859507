import { createHash } from 'node:crypto';
import type { SubmittedRecord } from '../../../registry/registry-entries.ts';
import type { Registry } from '../../../registry/registry.ts';
import { toCivilDate } from '../../../transcript/calendar/civil-date.ts';
import type { SignedRecord } from '../../../transcript/record.ts';
import { MOST_CHANGED, MOST_DIFFERENCES } from './approval-summary.ts';
import type { ApprovalSummary, ChangedRecord, RecordNovelty } from './approval-summary.ts';
import type { SampleCandidate } from './choose-samples.ts';
import { compareRecords } from './compare-records.ts';
import type { FieldDifference } from './compare-records.ts';
import { judgeNovelty } from './earlier-documents.ts';
import type { JudgedRecord } from './earlier-documents.ts';

/** What going through the records of a batch brings to light. */
export interface CollectedDifferences {
  readonly differences: ApprovalSummary['differences'];
  /** Every record, in the order of the batch. */
  readonly candidates: readonly SampleCandidate[];
  /** SHA-256 (hex) over every record: where it stood, whose it is, and its content as it is kept. */
  readonly recordsDigestHex: string;
  /** The same over what each record is against earlier documents, and their states. */
  readonly earlierDigestHex: string;
}

type DifferencesRegistry = Pick<
  Registry,
  'listSubmittedRecords' | 'findDocumentsOfStudents' | 'findRecords'
>;

/** Records that are looked at, and asked about, together. */
const RECORDS_PER_GROUP = 256;

/**
 * Goes through the records of a batch once and compares each with what was issued before. Never holds more
 * records than a group; other requests are answered in between.
 * @param rowsWithWarnings as {@link toRowKey} names them.
 */
export async function collectDifferences(
  registry: DifferencesRegistry,
  batch: { readonly batchId: string; readonly institutionCode: string },
  rowsWithWarnings: ReadonlySet<string>,
): Promise<CollectedDifferences> {
  const counts: Record<RecordNovelty, number> = { new: 0, same: 0, again: 0, changed: 0 };
  const fields = new Map<string, number>();
  const changedRecords: ChangedRecord[] = [];
  const candidates: SampleCandidate[] = [];
  const recordsHash = createHash('sha256');
  const earlierHash = createHash('sha256');
  let cursor: string | undefined;
  do {
    const page = await registry.listSubmittedRecords(batch.batchId, {
      limit: RECORDS_PER_GROUP,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const judged = await judgeNovelty(registry, batch.institutionCode, page.items);
    const before = await findEarlierRecords(registry, judged);
    for (const { record, novelty, earlier } of judged) {
      counts[novelty]++;
      const parsed = parseRecord(record.canonicalRecord);
      recordsHash.update(toRecordLine(record));
      earlierHash.update(line([novelty, earlier?.documentId ?? null, earlier?.state ?? null]));
      const { file, row, studentId, language } = record;
      const place = { file, row, studentId, language };
      candidates.push({
        ...place,
        hasWarning: rowsWithWarnings.has(toRowKey(place)),
        isChanged: novelty === 'changed',
        bytes: record.canonicalRecord.length,
        courses: parsed.terms.reduce((sum, { courses }) => sum + courses.length, 0),
      });
      if (novelty !== 'changed' || earlier === null) continue;
      const old = before.get(earlier.documentId);
      const found = old === undefined ? [] : compareRecords(parseRecord(old), parsed);
      for (const field of new Set(found.map((each) => each.field))) {
        fields.set(field, (fields.get(field) ?? 0) + 1);
      }
      if (changedRecords.length === MOST_CHANGED) continue;
      changedRecords.push({
        ...place,
        documentId: earlier.documentId,
        issuedOn: toCivilDate(earlier.issuedAt!),
        state: earlier.state,
        differences: found.slice(0, MOST_DIFFERENCES).map(withoutField),
        moreDifferences: Math.max(0, found.length - MOST_DIFFERENCES),
      });
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return {
    differences: { ...counts, fields: toFieldCounts(fields), changedRecords },
    candidates,
    recordsDigestHex: recordsHash.digest('hex'),
    earlierDigestHex: earlierHash.digest('hex'),
  };
}

/** Names a record's row among the files of its batch. */
export function toRowKey({ file, row }: { readonly file: string; readonly row: number }): string {
  return `${row} ${file}`;
}

async function findEarlierRecords(
  registry: Pick<Registry, 'findRecords'>,
  judged: readonly JudgedRecord[],
): ReturnType<Registry['findRecords']> {
  const documentIds = judged.flatMap(({ novelty, earlier }) =>
    novelty === 'changed' && earlier !== null ? [earlier.documentId] : [],
  );
  return documentIds.length === 0 ? new Map() : registry.findRecords(documentIds);
}

/** The content is digested as it is kept, whatever the registry says its digest is. */
function toRecordLine(record: SubmittedRecord): string {
  const { file, row, studentId, documentType, language, canonicalRecord } = record;
  const digestHex = createHash('sha256').update(canonicalRecord).digest('hex');
  return line([file, row, studentId, documentType, language, digestHex]);
}

function line(values: readonly unknown[]): string {
  return `${JSON.stringify(values)}\n`;
}

/** Of a record that was erased under the rules of retention only its place is left. */
function parseRecord(canonicalRecord: Uint8Array): Pick<SignedRecord, 'terms'> {
  if (canonicalRecord.length === 0) return { terms: [] };
  return JSON.parse(new TextDecoder().decode(canonicalRecord)) as SignedRecord;
}

function withoutField({ path, before, after }: FieldDifference): Omit<FieldDifference, 'field'> {
  return { path, before, after };
}

function toFieldCounts(
  fields: ReadonlyMap<string, number>,
): ApprovalSummary['differences']['fields'] {
  return [...fields]
    .map(([field, records]) => ({ field, records }))
    .sort((a, b) => b.records - a.records || (a.field < b.field ? -1 : 1));
}
