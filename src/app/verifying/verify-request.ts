import type { Registry } from '../../registry/registry.ts';
import type { Clock } from '../../shared/instant.ts';
import type { SignatureMemo } from '../../trust/signature-memo.ts';
import type { StatusEvidence, TrustSource } from '../../verification/evidence.ts';
import type { VerificationReport } from '../../verification/report.ts';
import { documentIdOf, openDocument, type OpenDocument } from '../../verification/open-document.ts';
import { verifyOpened } from '../../verification/verify-document.ts';
import type { VerificationRequest } from '../services.ts';
import { findStatusEvidence } from './find-status-evidence.ts';

/** What a question may say beyond the document itself. */
export interface VerificationQuestion extends VerificationRequest {
  /** The institution that the document must be from, where the person asking knows. */
  readonly institutionCode?: string;
  /** A status list that was handed in, instead of the registry's answer. */
  readonly statusListToken?: string;
}

/** Where the evidence beyond the document comes from. */
export interface EvidenceSources {
  readonly clock: Clock;
  readonly trust: TrustSource;
  /** Left out: nobody is asked about the document's state. */
  readonly registry?: Registry;
  /** Remembered from one question to the next. */
  readonly signatures?: SignatureMemo;
}

/** Gathers the evidence about a document and lets verification judge it. */
export async function verifyRequest(
  { clock, trust, registry, signatures }: EvidenceSources,
  question: VerificationQuestion,
): Promise<VerificationReport> {
  const { at, institutionCode } = question;
  const document = openDocument(question, signatures?.engine);
  const status = await findStatus(registry, document, question);
  return verifyOpened(document, {
    trust,
    validationTime: at ?? clock.now(),
    ...(signatures === undefined ? {} : { signatures }),
    ...(institutionCode === undefined ? {} : { institutionCode }),
    ...(status === undefined ? {} : { status }),
  });
}

async function findStatus(
  registry: Registry | undefined,
  document: OpenDocument,
  { statusListToken }: VerificationQuestion,
): Promise<StatusEvidence | undefined> {
  if (statusListToken !== undefined) return { kind: 'status-list', token: statusListToken };
  if (registry === undefined) return undefined;
  const documentId = documentIdOf(document);
  return documentId && findStatusEvidence(registry, documentId);
}
