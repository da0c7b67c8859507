import type { DocumentHistory } from '../../../../app/documents/document-change.ts';
import type { DocumentView } from '../../../../app/services.ts';
import { formatInstant } from '../../../../shared/instant.ts';
import type { Instant } from '../../../../shared/instant.ts';

/** A document as the command line prints it. */
export function toDocumentJson(view: DocumentView): Record<string, unknown> {
  const { revisions, erasedAt, heldSince, ...rest } = view;
  return {
    ...rest,
    since: formatInstant(view.since),
    issuedAt: toText(view.issuedAt),
    ...(revisions && {
      revisions: revisions.map(({ revision, digestHex, length, level, madeAt, proof }) => ({
        revision,
        pdfDigestHex: digestHex,
        bytes: length,
        level,
        madeAt: formatInstant(madeAt),
        endsAt: toText(proof?.endsAt ?? null),
      })),
    }),
    ...(erasedAt === undefined ? {} : { erasedAt: formatInstant(erasedAt) }),
    ...(heldSince === undefined ? {} : { heldSince: formatInstant(heldSince) }),
  };
}

/** What a document was at one time, as known at another, as the command line prints it. */
export function toHistoryJson(history: DocumentHistory): Record<string, unknown> {
  return {
    ...history,
    at: formatInstant(history.at),
    knownAt: formatInstant(history.knownAt),
    since: toText(history.since),
    recordedAt: toText(history.recordedAt),
    changes: history.changes.map(({ from, to, effectiveAt, recordedAt, ...rest }) => ({
      from,
      to,
      effectiveAt: formatInstant(effectiveAt),
      recordedAt: formatInstant(recordedAt),
      reason: rest.reason,
      note: rest.note,
      actor: rest.actor,
      supersededBy: rest.supersededBy,
    })),
  };
}

function toText(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant);
}
