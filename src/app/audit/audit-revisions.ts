import { createHash } from 'node:crypto';
import type { DocumentEntry } from '../../registry/registry-entries.ts';
import type { DocumentRevision } from '../../registry/renewal-registry.ts';
import type { TrailEntry } from '../../registry/trail.ts';
import type { AuditFault } from './audit-report.ts';

/**
 * Whether every copy of a document that was ever handed out is still known, and is the beginning of the
 * newest one, byte for byte; and whether the audit trail tells of the same copies.
 * @param pdf the newest; left out for a document that was erased.
 */
export function auditRevisions(
  entry: DocumentEntry,
  revisions: readonly DocumentRevision[],
  trail: readonly TrailEntry[],
  pdf: Uint8Array | undefined,
): readonly AuditFault[] {
  const fault = (code: AuditFault['code'], found: string): AuditFault => ({
    code,
    subject: entry.documentId,
    found,
  });
  const newest = revisions.at(-1);
  const isWhole =
    newest?.revision === entry.revision &&
    newest.digestHex === entry.pdfDigestHex &&
    newest.level === entry.level &&
    (pdf?.length === newest.length || pdf === undefined || sha256Hex(pdf) !== newest.digestHex) &&
    revisions.every(({ revision }, at) => revision === at + 1);
  const faults = isWhole ? [] : [fault('revision-missing', 'the list of its copies has gaps')];
  // The newest is the whole file, whose digest is compared in any case.
  for (const { revision, digestHex, length } of revisions.slice(0, -1)) {
    if (pdf === undefined || sha256Hex(pdf.subarray(0, length)) === digestHex) continue;
    faults.push(fault('revision-digest', `copy ${revision} is not the beginning of the newest`));
  }
  const told = trail.flatMap(({ after }) => after['pdfDigest'] ?? []);
  const kept = revisions.map(({ digestHex }) => digestHex);
  if (told.join() !== kept.join()) {
    faults.push(fault('trail-mismatch', 'the audit trail tells of other copies'));
  }
  return faults;
}

function sha256Hex(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
