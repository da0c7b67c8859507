import type { BatchEntry, BatchStateEvent } from '../../registry/registry-entries.ts';
import type { TrailEntry } from '../../registry/trail.ts';
import type { AuditEnvironment } from './audit-environment.ts';
import type { AuditFault } from './audit-report.ts';

/** More changes of one batch than this are not told. */
const MOST_ENTRIES = 10_000;

/**
 * Whether a batch is what the audit trail says of it: its state, who submitted and who approved it and what,
 * the keys that signed for it, and every event of its history.
 */
export async function auditBatchHistory(
  { registry }: AuditEnvironment,
  batch: BatchEntry,
): Promise<readonly AuditFault[]> {
  const { batchId: subject, state } = batch;
  const trail = await registry.listTrail({ after: 0, limit: MOST_ENTRIES, object: subject });
  const told = trail.findLast(({ after }) => 'state' in after)?.after['state'];
  const faults: AuditFault[] = [];
  if (told !== state) {
    const found = `${state}, while the audit trail comes to ${String(told)}`;
    faults.push({ code: 'batch-state', subject, found });
  }
  const different = [...findDifferences(batch, trail)];
  if (!doEventsAgree(await registry.listBatchEvents(subject), trail)) different.push('history');
  if (different.length > 0) {
    const found = `the audit trail tells another ${different.join(', ')}`;
    faults.push({ code: 'trail-mismatch', subject, found });
  }
  return faults;
}

/** Names of what a batch says otherwise than its trail. What was adopted from before the trail is not in it. */
function findDifferences(batch: BatchEntry, trail: readonly TrailEntry[]): readonly string[] {
  const [first] = trail;
  const isAdopted = first?.action === 'batch.adopted';
  const pairs: Record<string, readonly [unknown, unknown]> = {};
  if (first !== undefined && !isAdopted) {
    const { institutionCode, template, templateDigest, level, accepted } = first.after;
    pairs['submitter'] = [batch.submittedBy, first.actor];
    pairs['time of submission'] = [batch.submittedAt, first.at];
    pairs['institution'] = [batch.institutionCode, institutionCode];
    pairs['template'] = [batch.template, template];
    pairs['level'] = [batch.level, level ?? batch.level];
    pairs['number of accepted records'] = [
      batch.counts.accepted,
      accepted ?? batch.counts.accepted,
    ];
    // One that brought no template of its own is given it when its documents are reserved.
    if (typeof templateDigest === 'string') {
      pairs['template digest'] = [batch.templateDigestHex, templateDigest];
    }
  }
  const approval = trail.findLast(
    ({ action, before }) => action === 'batch.approved' && before !== null,
  );
  if (approval !== undefined || !isAdopted) {
    const { digest = null, persons = null } = approval?.after ?? {};
    pairs['approver'] = [batch.approvedBy, approval?.actor ?? null];
    pairs['approved digest'] = [batch.approvedDigestHex, digest];
    pairs['number of persons'] = [batch.isApprovedAlone, persons === 1];
  }
  const keys = trail.filter(({ action }) => action === 'batch.signing-keys');
  pairs['signing keys'] = [
    JSON.stringify(batch.signingKeys.map(({ pdf, sidecar, since }) => [pdf, sidecar, since])),
    JSON.stringify(keys.map(({ at, after }) => [after['pdfKey'], after['sidecarKey'], at])),
  ];
  return Object.entries(pairs).flatMap(([name, [kept, told]]) => (kept === told ? [] : [name]));
}

/** Whether each change of state that the trail tells is an event of the history, and none besides. */
function doEventsAgree(events: readonly BatchStateEvent[], trail: readonly TrailEntry[]): boolean {
  const told = trail
    .filter(({ action, after }) => action === `batch.${String(after['state'])}`)
    .map(({ at, actor, after }) => JSON.stringify([at, actor, after['state']]));
  // What a batch waits for, and keys that were changed, are told beside the state that it stays in.
  const kept = events
    .filter(({ to }, at) => to !== events[at - 1]?.to)
    .map(({ at, actor, to }) => JSON.stringify([at, actor, to]));
  const isAdopted = trail[0]?.action === 'batch.adopted';
  const behind = isAdopted ? kept.slice(kept.length - told.length) : kept;
  return told.length <= kept.length && told.join() === behind.join();
}
