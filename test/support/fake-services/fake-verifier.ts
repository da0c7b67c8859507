/* eslint-disable @typescript-eslint/require-await -- the interfaces are asynchronous, memory is not */
import type {
  DocumentStatus,
  DocumentThen,
  PublishedStatusList,
  VerificationRequest,
  VerifierService,
} from '../../../src/app/services.ts';
import { latin1Text } from '../../../src/shared/bytes.ts';
import type { DocumentId } from '../../../src/shared/document-id.ts';
import type { Instant } from '../../../src/shared/instant.ts';
import type { VerificationReport } from '../../../src/verification/report.ts';
import { institutions, fail } from './fake-world.ts';
import type { FakeIssuer } from './fake-issuer.ts';
import { toReport } from './fake-report.ts';

/**
 * A verifier over the same documents. It judges by words in the bytes: a PDF with `genuine` is intact,
 * with `forged` it is changed, without `%PDF` it is none; `id:` names its document.
 */
export class FakeVerifier implements VerifierService {
  readonly #issuer: FakeIssuer;
  /** The evidence of the last call, to see what came through. */
  lastRequest: VerificationRequest | undefined;
  isReady = true;

  constructor(issuer: FakeIssuer) {
    this.#issuer = issuer;
  }

  async verify(request: VerificationRequest): Promise<VerificationReport> {
    this.lastRequest = request;
    const content = request.pdf === undefined ? '' : latin1Text(request.pdf);
    const documentId = /id:([0-9A-Z-]{19})/.exec(content)?.[1] as DocumentId | undefined;
    const document = documentId && this.#issuer.documents.get(documentId)?.view;
    if (request.pdf !== undefined && !content.startsWith('%PDF')) {
      return toReport('TOTAL-FAILED', 'FORMAT_FAILURE', undefined);
    }
    if (content.includes('forged')) return toReport('TOTAL-FAILED', 'HASH_FAILURE', document);
    if (document?.state === 'revoked')
      return toReport('TOTAL-FAILED', 'DOCUMENT_REVOKED', document);
    if (document === undefined) return toReport('INDETERMINATE', 'TRY_LATER', undefined);
    return toReport('TOTAL-PASSED', null, document);
  }

  async findDocumentStatus(documentId: DocumentId): Promise<DocumentStatus | undefined> {
    const view = this.#issuer.documents.get(documentId)?.view;
    if (view === undefined || view.state === 'reserved') return undefined;
    const { state, since, reason, supersededBy, institutionCode } = view;
    const institution = institutions.find(({ code }) => code === institutionCode)!;
    return { documentId, state, since, reason, supersededBy, institution };
  }

  async findDocumentThen(
    documentId: DocumentId,
    times: { readonly at?: Instant; readonly knownAt?: Instant },
  ): Promise<DocumentThen | undefined> {
    if (!this.#issuer.documents.has(documentId)) return undefined;
    const history = await this.#issuer.getDocumentHistory(documentId, times);
    const { at, knownAt, state, isInForce, since, recordedAt, reason, supersededBy } = history;
    return { at, knownAt, state, isInForce, since, recordedAt, reason, supersededBy };
  }

  async findStatusList(listNumber: number): Promise<PublishedStatusList | undefined> {
    if (listNumber !== 1) return undefined;
    return { token: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln', etag: 'v7', ttlSeconds: 60 };
  }

  async getJwks(): Promise<{ readonly keys: readonly object[] }> {
    return { keys: [{ kty: 'EC', crv: 'P-256', kid: 'k1' }] };
  }

  async getTrustList(): Promise<string> {
    return '{"format":"parinya-trust-list/1"}';
  }

  async checkReadiness(): Promise<void> {
    if (!this.isReady) throw fail('database-unreadable');
  }
}
