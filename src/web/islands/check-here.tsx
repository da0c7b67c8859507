import { render } from 'preact';
import type { Language } from '../../http/requests/language.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { instantOf, parseInstant } from '../../shared/instant.ts';
import type { Instant } from '../../shared/instant.ts';
import type { StatusEvidence } from '../../verification/evidence.ts';
import type { VerificationReport } from '../../verification/report.ts';
import { verifyFile } from '../../verification/verify-file.ts';
import { AnswerSection } from '../answer/answer-section.tsx';

/** The bytes of what was chosen. They stay in this page. */
export interface ChosenEvidence {
  readonly pdf?: Uint8Array;
  readonly sidecar?: string;
}

/** Whether this browser can check signatures: only pages of a secure origin may. */
export function canCheckHere(): boolean {
  const { crypto } = globalThis as { readonly crypto?: Partial<Crypto> };
  return crypto?.subtle !== undefined;
}

/**
 * Checks a file in this page. The server is asked for its trust list and for the state of the document that
 * the file names; the file itself goes nowhere.
 * @throws TypeError when the server cannot be reached.
 */
export async function checkHere(evidence: ChosenEvidence): Promise<VerificationReport> {
  const answer = await ask('/.well-known/parinya-trust-list');
  if (!answer.ok) throw new TypeError('no trust list');
  return verifyFile({
    ...evidence,
    trustList: await answer.text(),
    validationTime: timeOf(answer),
    findStatus,
  });
}

/** Puts an answer into its place, with the same words and marks as the server's. */
export function showReport(
  place: Element,
  report: VerificationReport,
  options: {
    readonly language: Language;
    readonly expectedId?: string;
    readonly offersReceipts: boolean;
  },
): void {
  place.replaceChildren();
  render(<AnswerSection report={report} judgedBy="here" {...options} />, place);
}

/** Asked anew each time: a state of yesterday is none. */
function ask(address: string): Promise<Response> {
  return fetch(address, { cache: 'no-cache', credentials: 'omit', redirect: 'error' });
}

/** The server's clock: that of a device may be wrong, and old certificates would then pass. */
function timeOf(answer: Response): Instant {
  const time = Date.parse(answer.headers.get('Date') ?? '');
  return instantOf(Number.isNaN(time) ? Date.now() : time);
}

/** What the registry says; `undefined` where it could not be asked, which leaves the answer open. */
async function findStatus(documentId: DocumentId): Promise<StatusEvidence | undefined> {
  try {
    const answer = await ask(`/api/v1/documents/${documentId}/status`);
    if (answer.status === 404) return { kind: 'unknown-document' };
    if (!answer.ok) return undefined;
    return toEvidence(await answer.json());
  } catch {
    return undefined;
  }
}

type RegistryEvidence = Extract<StatusEvidence, { kind: 'registry' }>;

function toEvidence(json: unknown): RegistryEvidence {
  const { documentId, state, since, reason, supersededBy } = json as Omit<
    RegistryEvidence,
    'since' | 'kind'
  > & { readonly since: string };
  return {
    kind: 'registry',
    documentId,
    state,
    since: parseInstant(since),
    reason,
    supersededBy,
  };
}
