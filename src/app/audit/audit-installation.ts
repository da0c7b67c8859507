import type { BatchEntry } from '../../registry/registry-entries.ts';
import type { Page, PageRequest } from '../../registry/page.ts';
import type { DocumentState } from '../../registry/states.ts';
import { SignatureMemo } from '../../trust/signature-memo.ts';
import { auditDocument } from './audit-document.ts';
import type { AuditEnvironment } from './audit-environment.ts';
import { auditTrail } from './audit-trail.ts';
import type { AuditFault, AuditReport } from './audit-report.ts';
import { auditStatusList } from './audit-status-list.ts';

const PAGE_ITEMS = 100;

/**
 * Holds documents, artifacts, status lists, batches and registry rows against each other: every PDF and
 * sidecar is verified as anybody would, every digest and every bit compared. Looks at everything and lists
 * all that does not agree.
 */
export async function auditInstallation(given: AuditEnvironment): Promise<AuditReport> {
  const environment: AuditEnvironment = { signatures: new SignatureMemo(), ...given };
  const { registry } = environment;
  const faults: AuditFault[] = [];
  const states: Record<DocumentState, number> = {
    reserved: 0,
    issued: 0,
    suspended: 0,
    revoked: 0,
    superseded: 0,
  };
  let documents = 0;
  for await (const entry of allItems((page) => registry.listDocuments({}, page))) {
    documents += 1;
    states[entry.state] += 1;
    faults.push(...(await auditDocument(environment, entry)));
  }
  let batches = 0;
  for await (const batch of allItems((page) => registry.listBatches(page))) {
    batches += 1;
    faults.push(...auditBatch(batch), ...(await auditBatchTrail(environment, batch)));
  }
  const lists = await registry.listStatusLists();
  for (const list of lists) faults.push(...(await auditStatusList(environment, list)));
  faults.push(...(await auditTrail(environment)));
  return { documents, states, batches, statusLists: lists.length, faults };
}

/** A batch that says it is done has a document for every accepted record. */
function auditBatch({ batchId, state, counts, issued }: BatchEntry): readonly AuditFault[] {
  const isDone = state === 'issued' || state === 'partly-issued';
  if (!isDone || issued === counts.accepted) return [];
  const found = `${issued} of ${counts.accepted} records are issued`;
  return [{ code: 'batch-incomplete', subject: batchId, found }];
}

/** Whether the audit trail comes to the state that the batch is in. */
async function auditBatchTrail(
  { registry }: AuditEnvironment,
  { batchId, state }: BatchEntry,
): Promise<readonly AuditFault[]> {
  const trail = await registry.listTrail({ after: 0, limit: PAGE_ITEMS, object: batchId });
  const told = trail.findLast(({ after }) => 'state' in after)?.after['state'];
  if (told === state) return [];
  const found = `${state}, while the audit trail comes to ${String(told)}`;
  return [{ code: 'batch-state', subject: batchId, found }];
}

async function* allItems<Item>(
  readPage: (page: PageRequest) => Promise<Page<Item>>,
): AsyncIterable<Item> {
  let cursor: string | undefined;
  do {
    const page = await readPage({
      limit: PAGE_ITEMS,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
