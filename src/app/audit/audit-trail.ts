import type { DocumentEntry } from '../../registry/registry-entries.ts';
import { toTrailDigest, trailStart } from '../../registry/trail.ts';
import type { TrailCheckpoint, TrailEntry } from '../../registry/trail.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import type { AuditEnvironment } from './audit-environment.ts';
import type { AuditFault } from './audit-report.ts';

const ENTRIES_AT_ONCE = 1000;

/**
 * Whether the audit trail is one unbroken chain from its first entry, ends nowhere before a signed
 * checkpoint, and speaks of documents that are there.
 */
export async function auditTrail(environment: AuditEnvironment): Promise<readonly AuditFault[]> {
  const { registry } = environment;
  const faults: AuditFault[] = [];
  const open = new Map<number, TrailCheckpoint>();
  for (const checkpoint of await registry.listCheckpoints()) {
    open.set(checkpoint.sequence, checkpoint);
    if (environment.checkpointKey?.isSigned(checkpoint) === false) {
      faults.push(trailFault('trail-checkpoint', checkpoint.sequence, 'not signed by our key'));
    }
  }
  let previous = trailStart;
  for (;;) {
    const entries = await registry.listTrail({ after: previous.sequence, limit: ENTRIES_AT_ONCE });
    for (const entry of entries) {
      const objection = findBreak(entry, previous);
      if (objection !== undefined) {
        faults.push(trailFault('trail-broken', entry.sequence, objection));
      }
      const checkpoint = open.get(entry.sequence);
      if (checkpoint !== undefined && checkpoint.digestHex !== entry.digestHex) {
        faults.push(trailFault('trail-checkpoint', entry.sequence, 'the chain was another one'));
      }
      open.delete(entry.sequence);
      faults.push(...(await auditExistence(environment, entry)));
      previous = entry;
    }
    if (entries.length < ENTRIES_AT_ONCE) break;
  }
  for (const sequence of open.keys()) {
    faults.push(
      trailFault('trail-cut', sequence, 'a checkpoint was signed, but its entry is gone'),
    );
  }
  return faults;
}

/** Whether the trail tells of a document what the registry says of it. */
export function auditDocumentTrail(
  entry: DocumentEntry,
  trail: readonly TrailEntry[],
  changes: number,
): readonly AuditFault[] {
  // The last word on each value, whichever entry had it.
  const told = trail.reduce<Record<string, unknown>>(
    (values, { after }) => ({ ...values, ...after }),
    {},
  );
  const kept = {
    state: entry.state,
    since: entry.since,
    reason: entry.reason,
    supersededBy: entry.supersededBy,
    recordDigest: entry.recordDigestHex,
    pdfDigest: entry.pdfDigestHex,
    sidecarDigest: entry.sidecarDigestHex,
    statusList: entry.statusList,
    statusIndex: entry.statusIndex,
    erasedAt: entry.erasedAt ?? null,
    erasureReason: entry.erasureReason ?? null,
    heldSince: entry.heldSince ?? null,
  };
  const different = Object.entries(kept).flatMap(([name, value]) =>
    (told[name] ?? null) === value ? [] : [name],
  );
  const isAdopted = trail[0]?.action === 'document.adopted';
  const toldChanges = trail.filter(({ after }) => 'state' in after).length;
  if (!isAdopted && toldChanges !== changes) different.push('number of changes');
  if (different.length === 0) return [];
  const found = `the audit trail tells another ${different.join(', ')}`;
  return [{ code: 'trail-mismatch', subject: entry.documentId, found }];
}

function findBreak(
  entry: TrailEntry,
  previous: { readonly sequence: number; readonly digestHex: string },
): string | undefined {
  if (entry.sequence !== previous.sequence + 1) return `follows entry ${previous.sequence}`;
  if (entry.previousDigestHex !== previous.digestHex) return 'does not continue the one before';
  if (entry.digestHex !== toTrailDigest(entry)) return 'was changed';
  return undefined;
}

/** A document that the trail tells the beginning of must be there. */
async function auditExistence(
  { registry }: AuditEnvironment,
  { action, object }: TrailEntry,
): Promise<readonly AuditFault[]> {
  if (action !== 'document.issued' && action !== 'document.adopted') return [];
  if ((await registry.findDocument(object as DocumentId)) !== undefined) return [];
  return [{ code: 'document-missing', subject: object, found: 'issued, and no longer there' }];
}

function trailFault(code: AuditFault['code'], sequence: number, found: string): AuditFault {
  return { code, subject: `trail entry ${sequence}`, found };
}
