import { formatInstant } from '../../shared/instant.ts';
import type { Evidence } from '../evidence.ts';
import { objection, passed, skipped, undetermined } from '../judgement/check-result.ts';
import type { CheckResult, RegistryReport, RegistryState, SubIndication } from '../report.ts';
import type { SidecarPayload } from '../sidecar/sidecar-payload.ts';
import { readStatusList } from './read-status-list.ts';

/** What is known of a document's state, as a check and as the report shows it. */
export interface JudgedStatus {
  readonly check: CheckResult;
  readonly registry: RegistryReport;
}

/** What of a sidecar bears on the state of its document. */
type SidecarHints = Pick<SidecarPayload, 'status' | 'validUntil'>;

const NOT_CHECKED = {
  state: 'not-checked',
  since: null,
  reason: null,
  supersededBy: null,
} as const;

const objections: Readonly<
  Record<Exclude<RegistryState, 'issued' | 'not-checked'>, SubIndication>
> = {
  revoked: 'DOCUMENT_REVOKED',
  suspended: 'DOCUMENT_SUSPENDED',
  superseded: 'DOCUMENT_SUPERSEDED',
  expired: 'DOCUMENT_EXPIRED',
  unknown: 'DOCUMENT_UNKNOWN',
};

/**
 * Judges the state of a document of ours from what the caller found out. Nothing is assumed: where nobody
 * could be asked the state is `not-checked`, and the verdict stays open.
 * @param documentId as the signed document names it; `undefined` for documents that are not ours.
 */
export async function judgeStatus(
  documentId: string | undefined,
  sidecar: SidecarHints | undefined,
  evidence: Evidence,
): Promise<JudgedStatus> {
  if (documentId === undefined) {
    const check = skipped('registry/state', 'the document names no document id of ours');
    return { check, registry: NOT_CHECKED };
  }
  const { registry, because } = await findState(documentId, sidecar, evidence);
  const inForce = withExpiry(registry, sidecar, evidence);
  return { check: toCheck(inForce, because), registry: inForce };
}

interface FoundState {
  readonly registry: RegistryReport;
  /** Why nothing is known, where nothing is. */
  readonly because?: string;
}

async function findState(
  documentId: string,
  sidecar: SidecarHints | undefined,
  evidence: Evidence,
): Promise<FoundState> {
  const { status } = evidence;
  switch (status?.kind) {
    case undefined:
      return { registry: NOT_CHECKED, because: 'nobody was asked' };
    case 'unknown-document':
      return { registry: { ...NOT_CHECKED, state: 'unknown' } };
    case 'registry':
      if (status.documentId !== documentId) {
        return { registry: NOT_CHECKED, because: 'the answer is about another document' };
      }
      return {
        registry: {
          state: status.state,
          since: formatInstant(status.since),
          reason: status.reason,
          supersededBy: status.supersededBy,
        },
      };
    case 'status-list': {
      if (!sidecar?.status) {
        return {
          registry: NOT_CHECKED,
          because: 'only the sidecar says where to look in the list',
        };
      }
      const answer = await readStatusList(status.token, sidecar.status, evidence);
      return answer.kind === 'state'
        ? { registry: { ...NOT_CHECKED, state: answer.state } }
        : { registry: NOT_CHECKED, because: answer.because };
    }
  }
}

/** A provisional document ends by itself, though the registry still calls it issued. */
function withExpiry(
  registry: RegistryReport,
  sidecar: SidecarHints | undefined,
  { validationTime }: Evidence,
): RegistryReport {
  const { validUntil } = sidecar ?? {};
  if (registry.state !== 'issued' || validUntil === undefined || validationTime <= validUntil) {
    return registry;
  }
  return { ...registry, state: 'expired', since: formatInstant(validUntil) };
}

function toCheck({ state, since }: RegistryReport, because: string | undefined): CheckResult {
  const found = since === null ? state : `${state} since ${since}`;
  if (state === 'issued') return passed('registry/state', found);
  if (state === 'not-checked') {
    return undetermined('registry/state', 'TRY_LATER', because ?? 'not checked');
  }
  return objection('registry/state', objections[state], found);
}
