import type { DocumentEntry } from '../../registry/registry-entries.ts';
import { toTrailDigest } from '../../registry/trail.ts';
import type { TrailCheckpoint, TrailEntry } from '../../registry/trail.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import type { AuditEnvironment } from './audit-environment.ts';
import type { AuditFault } from './audit-report.ts';

const ENTRIES_AT_ONCE = 1000;

/** The chain up to some entry. */
export interface TrailPosition {
  readonly sequence: number;
  readonly digestHex: string;
}

/** What was found in a part of the trail. */
export interface TrailPart {
  readonly faults: readonly AuditFault[];
  /** Documents to which something happened behind the given entry, issuing aside. */
  readonly changed: readonly DocumentId[];
  /** Where the next part begins; `undefined` at the end. */
  readonly next: TrailPosition | undefined;
}

/**
 * Whether a part of the audit trail continues the chain, meets its signed checkpoints, and speaks of
 * documents that are there. The last part also finds checkpoints whose entries are gone.
 */
export async function auditTrailPart(
  environment: AuditEnvironment,
  after: TrailPosition,
  changesAfter: number,
): Promise<TrailPart> {
  const { registry, keptCheckpoints = [] } = environment;
  const entries = await registry.listTrail({ after: after.sequence, limit: ENTRIES_AT_ONCE });
  const last = entries.length < ENTRIES_AT_ONCE;
  const upTo = last ? Number.MAX_SAFE_INTEGER : entries.at(-1)!.sequence;
  const faults: AuditFault[] = [];
  const marks = await readCheckpoints(environment, after.sequence, upTo, faults);
  const kept = keptCheckpoints
    .flatMap(({ checkpoints }) => checkpoints)
    .filter(({ sequence }) => sequence > after.sequence && sequence <= upTo);
  const changed: DocumentId[] = [];
  let previous = after;
  for (const entry of entries) {
    const { sequence, digestHex, action, object } = entry;
    const objection = findBreak(entry, previous);
    if (objection !== undefined) faults.push(trailFault('trail-broken', sequence, objection));
    if ((marks.get(sequence)?.digestHex ?? digestHex) !== digestHex) {
      faults.push(trailFault('trail-checkpoint', sequence, 'the chain was another one'));
    }
    marks.delete(sequence);
    const isChange = action.startsWith('document.') && !BEGINNINGS.includes(action);
    if (isChange && sequence > changesAfter) changed.push(object as DocumentId);
    faults.push(...(await auditExistence(environment, entry)));
    previous = entry;
  }
  for (const sequence of marks.keys()) {
    const found = 'a checkpoint was signed, but its entry is gone';
    faults.push(trailFault('trail-cut', sequence, found));
  }
  const digests = new Map(entries.map(({ sequence, digestHex }) => [sequence, digestHex]));
  for (const { sequence, digestHex } of kept) {
    if (digests.get(sequence) === digestHex) continue;
    const found = 'the trail does not come by a checkpoint that was kept elsewhere';
    faults.push(trailFault('trail-not-extended', sequence, found));
  }
  return { faults, changed, next: last ? undefined : previous };
}

/** Checkpoints of a part by the number of their entry; those that are not ours are faults. */
async function readCheckpoints(
  { registry, checkpointKey, keptCheckpoints }: AuditEnvironment,
  from: number,
  upTo: number,
  faults: AuditFault[],
): Promise<Map<number, TrailCheckpoint>> {
  const verifier = checkpointKey ?? keptCheckpoints?.[0]?.verifier;
  const marks = new Map<number, TrailCheckpoint>();
  for (let after = from; ;) {
    const page = await registry.listCheckpoints({ after, upTo, limit: ENTRIES_AT_ONCE });
    for (const checkpoint of page) {
      marks.set(checkpoint.sequence, checkpoint);
      if (verifier?.isSigned(checkpoint) === false) {
        faults.push(trailFault('trail-checkpoint', checkpoint.sequence, 'not signed by our key'));
      }
    }
    if (page.length < ENTRIES_AT_ONCE) return marks;
    after = page.at(-1)!.sequence;
  }
}

/** Whether files of kept checkpoints are of this installation, where its own key is at hand. */
export function auditCheckpointFiles({
  checkpointKey,
  keptCheckpoints = [],
}: AuditEnvironment): readonly AuditFault[] {
  const ours = checkpointKey ?? keptCheckpoints[0]?.verifier;
  return keptCheckpoints
    .filter(({ publicKey }) => publicKey.x !== ours?.publicKey.x)
    .map(({ publicKey }) => ({
      code: 'trail-checkpoint',
      subject: `checkpoint file of key ${publicKey.x}`,
      found: 'kept for another installation, or the key was changed',
    }));
}

/** Actions that a document's entries begin with. */
const BEGINNINGS: readonly string[] = ['document.issued', 'document.adopted'];

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
    // A database of before there were fingerprints has none, whatever it was brought up from.
    ...(entry.fingerprintHex === null ? {} : { fingerprint: entry.fingerprintHex }),
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

function findBreak(entry: TrailEntry, previous: TrailPosition): string | undefined {
  if (entry.sequence !== previous.sequence + 1) return `follows entry ${previous.sequence}`;
  if (entry.previousDigestHex !== previous.digestHex) return 'does not continue the one before';
  if (entry.digestHex !== toTrailDigest(entry)) return 'was changed';
  return undefined;
}

/** A document or batch that the trail tells the beginning of must be there. */
async function auditExistence(
  { registry }: AuditEnvironment,
  { action, object, after }: TrailEntry,
): Promise<readonly AuditFault[]> {
  if (action === 'batch.adopted' || 'institutionCode' in after) {
    if ((await registry.findBatch(object)) !== undefined) return [];
    return [{ code: 'batch-missing', subject: object, found: 'submitted, and no longer there' }];
  }
  if (!BEGINNINGS.includes(action)) return [];
  if ((await registry.findDocument(object as DocumentId)) !== undefined) return [];
  return [{ code: 'document-missing', subject: object, found: 'issued, and no longer there' }];
}

function trailFault(code: AuditFault['code'], sequence: number, found: string): AuditFault {
  return { code, subject: `trail entry ${sequence}`, found };
}
