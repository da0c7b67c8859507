import type { DocumentEntry, DocumentStateChange } from '../../registry/registry-entries.ts';
import type { TrailEntry } from '../../registry/trail.ts';
import type { AuditFault } from './audit-report.ts';

/**
 * Whether every single change of a document's state is kept as the audit trail tells it: who, from when it
 * counts, when it was recorded, why, and in whose favour. What a document was at one time as known at another
 * is answered from these changes. Notes are not in the trail; the last one must be the document's own.
 */
export function auditDocumentChanges(
  entry: DocumentEntry,
  changes: readonly DocumentStateChange[],
  trail: readonly TrailEntry[],
): readonly AuditFault[] {
  const { documentId: subject } = entry;
  const different = findDifferences(changes, trail);
  const faults: AuditFault[] = [];
  if (different.length > 0) {
    const found = `the audit trail tells of its changes another ${different.join(', ')}`;
    faults.push({ code: 'trail-mismatch', subject, found });
  }
  const [issued] = changes;
  if (issued !== undefined && issued.effectiveAt !== entry.issuedAt) {
    const found = 'it was issued at another time than its first change says';
    faults.push({ code: 'state-history', subject, found });
  }
  if ((changes.at(-1)?.note ?? null) !== entry.note) {
    const found = 'its note is not the one of its last change';
    faults.push({ code: 'state-history', subject, found });
  }
  return faults;
}

/** Names of what is kept of the changes otherwise than the trail has it. */
function findDifferences(
  changes: readonly DocumentStateChange[],
  trail: readonly TrailEntry[],
): readonly string[] {
  const isAdopted = trail[0]?.action === 'document.adopted';
  const told = trail.filter(({ action, after }) => 'state' in after && !action.endsWith('adopted'));
  // How many there are is compared elsewhere; what is older than the trail was adopted as a whole.
  if (told.length > changes.length || (!isAdopted && told.length < changes.length)) return [];
  let supersededBy = isAdopted ? (trail[0]?.after['supersededBy'] ?? null) : null;
  const names = new Set<string>();
  for (const [at, change] of changes.slice(changes.length - told.length).entries()) {
    const { actor, at: recordedAt, before, after } = told[at]!;
    // The trail goes on naming the document that came in the place of this one.
    supersededBy = change.supersededBy ?? supersededBy;
    const pairs: Readonly<Record<string, readonly [unknown, unknown]>> = {
      state: [change.to, after['state']],
      'state before': [change.from, before?.['state']],
      'time of effect': [change.effectiveAt, after['since']],
      'time of recording': [change.recordedAt, recordedAt],
      reason: [change.reason, after['reason'] ?? null],
      actor: [change.actor, actor],
      successor: [supersededBy, after['supersededBy'] ?? null],
    };
    for (const [name, [kept, trailed]] of Object.entries(pairs)) {
      if (kept !== trailed) names.add(name);
    }
  }
  return [...names];
}
