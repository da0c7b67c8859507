import { FormatError } from '../../shared/format-error.ts';
import { trailStart } from '../../registry/trail.ts';
import type { AuditFault, AuditReport } from './audit-report.ts';
import { FAULTS_TOLD } from './audit-report.ts';
import type { TrailPosition } from './audit-trail.ts';

/** The parts of an audit, in their order. */
export type AuditStep = 'documents' | 'batches' | 'status-lists' | 'trail' | 'done';

/**
 * How far an audit has come: enough to go on with it after it was interrupted. Plain JSON.
 */
export interface AuditProgress extends Omit<AuditReport, 'gaps'> {
  readonly format: 'parinya-audit-progress';
  readonly version: 1;
  /** Where the trail stood when the audit began: it must still come by there when it is gone on with. */
  readonly trailAtStart: TrailPosition;
  readonly step: AuditStep;
  /** Documents whose contents are sealed, without a key at hand. */
  readonly sealed: number;
  /** Within documents and batches: the cursor of the next page. */
  readonly cursor: string | null;
  /** Within the trail: where the next part begins. */
  readonly trail: TrailPosition;
}

/** An audit that has not looked at anything yet. */
export function startAudit(trailAtStart: TrailPosition): AuditProgress {
  return {
    format: 'parinya-audit-progress',
    version: 1,
    trailAtStart,
    step: 'documents',
    cursor: null,
    trail: trailStart,
    documents: 0,
    sealed: 0,
    states: { reserved: 0, issued: 0, suspended: 0, revoked: 0, superseded: 0 },
    batches: 0,
    statusLists: 0,
    faults: [],
    faultCount: 0,
  };
}

/** Adds what was found; the same fault found again counts once. */
export function withFaults<Progress extends Pick<AuditReport, 'faults' | 'faultCount'>>(
  progress: Progress,
  found: readonly AuditFault[],
): Progress {
  const known = new Set(progress.faults.map(toKey));
  const fresh = found.filter((fault) => !known.has(toKey(fault)));
  if (fresh.length === 0) return progress;
  const faults = [...progress.faults, ...fresh].slice(0, FAULTS_TOLD);
  return { ...progress, faults, faultCount: progress.faultCount + fresh.length };
}

/**
 * Reads what an interrupted audit left.
 * @throws FormatError `audit-progress/syntax`
 */
export function parseAuditProgress(text: string): AuditProgress {
  try {
    const json = JSON.parse(text) as Partial<AuditProgress> | null;
    if (json?.format === 'parinya-audit-progress' && json.version === 1) {
      return json as AuditProgress;
    }
  } catch {
    // No JSON, and not of the right form, are one finding.
  }
  throw new FormatError('audit-progress/syntax', 'not the progress of an audit');
}

function toKey({ code, subject, found }: AuditFault): string {
  return `${code} ${subject} ${found}`;
}
