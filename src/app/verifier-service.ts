import { toTwoTimes } from '../registry/state-at.ts';
import { toJwks } from '../signing/jose/jwks.ts';
import { SignatureMemo } from '../trust/signature-memo.ts';
import type { VerifierService } from './services.ts';
import type { VerifierEnvironment } from './verifier-environment.ts';
import { findDocumentStatus, findPublishedStatusList } from './verifying/find-document-status.ts';
import { findDocumentThen } from './verifying/find-document-then.ts';
import { TrustListReader } from './verifying/trust-list-reader.ts';
import { verifyRequest } from './verifying/verify-request.ts';

/** The use cases of the verifying side, tied to one environment. */
export function createVerifierService(environment: VerifierEnvironment): VerifierService {
  const { clock, registry, trustList, signatures = new SignatureMemo() } = environment;
  const reader = new TrustListReader(trustList);
  return {
    verify: async (request) =>
      verifyRequest(
        { clock, registry, signatures, trust: { kind: 'trust-list', list: await reader.read() } },
        request,
      ),
    findDocumentStatus: (documentId) => findDocumentStatus(environment, documentId),
    findDocumentThen: (documentId, times) =>
      findDocumentThen(environment, documentId, toTwoTimes(times, clock.now())),
    findStatusList: (listNumber) => findPublishedStatusList(environment, listNumber),
    getJwks: async () => {
      const { institutions } = await reader.read();
      return toJwks(
        institutions
          .flatMap(({ signers }) => signers)
          .map(({ certificate, algorithm }) => ({
            certificatePath: [certificate],
            ...(algorithm === undefined ? {} : { jwsAlg: algorithm }),
          })),
      );
    },
    getTrustList: () => trustList.read(),
    checkReadiness: async () => {
      await registry.checkReadiness();
      await reader.read();
    },
  };
}
