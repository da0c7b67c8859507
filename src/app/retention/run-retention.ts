import type { ErasableQuery } from '../../registry/erasure.ts';
import type { Page, PageRequest } from '../../registry/page.ts';
import { isAppError } from '../../shared/app-error.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { checkpointTrail } from '../audit/checkpoint-trail.ts';
import type { RetentionEnvironment } from './retention-environment.ts';
import { daysBefore, yearsBefore } from './retention-end.ts';

/** What a run of the retention rule did or, rehearsed, would do. */
export interface RetentionReport {
  readonly isRehearsal: boolean;
  readonly institutions: readonly InstitutionRetention[];
  /** False while somebody else reads the database: run again later. */
  readonly isPurged: boolean;
}

interface InstitutionRetention {
  readonly institutionCode: string;
  /** Documents whose data were erased; the ids of a rehearsal are told one by one. */
  readonly documents: number;
  /** Batches whose findings, notes and unissued records were erased. */
  readonly batches: number;
}

/** What is erased, one by one as it happens. */
export interface RetentionListener {
  readonly onDocument?: (documentId: DocumentId, institutionCode: string) => void;
  readonly onBatch?: (batchId: string, institutionCode: string) => void;
}

const PAGE_ITEMS = 200;

/**
 * Erases what each institution need not keep any longer, by its own rule. Each document is a transaction of
 * its own: a run that is interrupted is gone on with by the next one.
 */
export async function runRetention(
  environment: RetentionEnvironment,
  { isRehearsal, actor }: { readonly isRehearsal: boolean; readonly actor: string },
  listener: RetentionListener = {},
): Promise<RetentionReport> {
  const { eraser, clock, rules } = environment;
  const now = clock.now();
  const institutions: InstitutionRetention[] = [];
  for (const [institutionCode, rule] of rules) {
    const { documentYears, unissuedDays } = rule;
    // Batches first: erasing a document takes what its batch keeps beside it along.
    let batches = 0;
    const ended = { institutionCode, before: daysBefore(now, unissuedDays) };
    const endedBatches = allOf(ended, (asked, page) => eraser.listErasableBatches(asked, page));
    for await (const batchId of endedBatches) {
      if (!isRehearsal) await eraser.eraseBatch(batchId, actor, clock.now());
      listener.onBatch?.(batchId, institutionCode);
      batches += 1;
    }
    let documents = 0;
    if (documentYears !== undefined) {
      const query = { institutionCode, before: yearsBefore(now, documentYears) };
      const due = allOf(query, (asked, page) => eraser.listErasableDocuments(asked, page));
      for await (const documentId of due) {
        if (!isRehearsal && !(await eraseDue(environment, documentId, actor))) continue;
        listener.onDocument?.(documentId, institutionCode);
        documents += 1;
      }
    }
    institutions.push({ institutionCode, documents, batches });
  }
  if (isRehearsal) return { isRehearsal, institutions, isPurged: true };
  await checkpointTrail(environment);
  return { isRehearsal, institutions, isPurged: await eraser.purgeFiles() };
}

/** @returns false for a document that was suspended, held or erased since it was listed. */
async function eraseDue(
  { eraser, clock }: RetentionEnvironment,
  documentId: DocumentId,
  actor: string,
): Promise<boolean> {
  try {
    return await eraser.eraseDocument({
      documentId,
      reason: 'retention-period',
      actor,
      at: clock.now(),
    });
  } catch (error) {
    if (isAppError(error) && error.code === 'erasure-refused') return false;
    throw error;
  }
}

/** Cursors are numbers of rows, so that what is erased meanwhile does not shift the pages. */
async function* allOf<Item>(
  query: ErasableQuery,
  readPage: (query: ErasableQuery, page: PageRequest) => Promise<Page<Item>>,
): AsyncIterable<Item> {
  let cursor: string | undefined;
  do {
    const page = await readPage(query, {
      limit: PAGE_ITEMS,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
