import { batchCancelled } from '../../registry/batch-cancelled.ts';
import type {
  BatchEntry,
  DocumentEntry,
  FinishedDocument,
} from '../../registry/registry-entries.ts';
import { parseUtf8 } from '../../shared/bytes.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';
import type { IssuedDocument, IssuedEntry } from '../services.ts';

/** What becomes of the PDFs and sidecars of a chunk once the registry has them. */
export interface IssuedContents<Issued extends IssuedEntry> {
  /**
   * @param document as the chunk found it.
   * @param fresh what has just been made of it; `undefined` where somebody else made it.
   * @throws AppError `batch-cancelled` where the document was given up with its batch meanwhile.
   */
  add(
    entry: IssuedEntry,
    document: DocumentEntry,
    fresh: FinishedDocument | undefined,
  ): Promise<Issued>;
  /** All of the chunk are in the registry and have been added. */
  release(finished: readonly FinishedDocument[]): void;
}

type Registry = Pick<IssuerEnvironment, 'registry'>;

/** Hands the contents out with the documents, older ones as the registry has them. */
export function handedOut(
  environment: Registry,
  batch: BatchEntry,
): IssuedContents<IssuedDocument> {
  return {
    add: async (entry, _document, fresh) =>
      fresh === undefined
        ? { ...entry, ...(await getArtifacts(environment, batch, entry)) }
        : { ...entry, pdf: fresh.pdf, sidecar: parseUtf8(fresh.sidecar) },
    release: () => undefined,
  };
}

/**
 * Leaves the contents where they are kept and gives their memory back at once: a service that issues a
 * hundred thousand documents looks at none of them.
 */
export function leftInRegistry(
  environment: Pick<IssuerEnvironment, 'registry' | 'producer'>,
  batch: BatchEntry,
): IssuedContents<IssuedEntry> {
  return {
    add: async (entry, document, fresh) => {
      if (fresh === undefined && document.state === 'reserved') {
        await getArtifacts(environment, batch, entry);
      }
      return entry;
    },
    release: (finished) => environment.producer.release?.(finished),
  };
}

/** @throws AppError `batch-cancelled` */
async function getArtifacts(
  { registry }: Registry,
  { batchId }: BatchEntry,
  { documentId }: IssuedEntry,
): Promise<Pick<IssuedDocument, 'pdf' | 'sidecar'>> {
  const pdf = await registry.findPdf(documentId);
  const sidecar = await registry.findSidecar(documentId);
  if (pdf === undefined || sidecar === undefined) {
    if ((await registry.findBatch(batchId))?.state === 'cancelled') throw batchCancelled();
    throw new Error('an issued document has its artifacts');
  }
  return { pdf, sidecar };
}
