import type { IssuedEntry, IssuerService, VerifierService } from '../../app/services.ts';
import { isAppError } from '../../shared/app-error.ts';
import type { Metrics } from './metrics.ts';

/** The same service; what it does is counted. */
export function countIssuer(service: IssuerService, metrics: Metrics): IssuerService {
  return {
    ...service,
    submitBatch: async (submission) => {
      const batch = await service.submitBatch(submission);
      metrics.countSubmission(batch.institutionCode);
      return batch;
    },
    changeDocument: async (change) => {
      const document = await service.changeDocument(change);
      metrics.countChange(change.operation);
      return document;
    },
    issueBatch: (batchId) => countIssuing(service, metrics, batchId, service.issueBatch(batchId)),
    runBatch: (batchId) => countIssuing(service, metrics, batchId, service.runBatch(batchId)),
  };
}

/** The same service; its verdicts are counted. */
export function countVerifier(service: VerifierService, metrics: Metrics): VerifierService {
  return {
    ...service,
    verify: async (request) => {
      const report = await service.verify(request);
      metrics.countVerification(report.indication);
      return report;
    },
  };
}

async function* countIssuing<Issued extends IssuedEntry>(
  service: IssuerService,
  metrics: Metrics,
  batchId: string,
  documents: AsyncIterable<Issued>,
): AsyncIterable<Issued> {
  const { institutionCode } = await service.getBatch(batchId);
  try {
    for await (const document of documents) {
      if (document.isNew) metrics.countIssued(institutionCode, document.level);
      yield document;
    }
  } catch (error) {
    metrics.countStop(isAppError(error) ? error.code : 'internal');
    throw error;
  }
}
