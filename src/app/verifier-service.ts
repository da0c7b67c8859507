import { toJwks } from '../signing/jose/jwks.ts';
import { parseTrustList } from '../trust/parse-trust-list.ts';
import type { VerifierService } from './services.ts';
import type { VerifierEnvironment } from './verifier-environment.ts';
import { findDocumentStatus, findPublishedStatusList } from './verifying/find-document-status.ts';
import { verifyRequest } from './verifying/verify-request.ts';

/** The use cases of the verifying side, tied to one environment. */
export function createVerifierService(environment: VerifierEnvironment): VerifierService {
  const { registry, trustList } = environment;
  return {
    verify: (request) => verifyRequest(environment, request),
    findDocumentStatus: (documentId) => findDocumentStatus(environment, documentId),
    findStatusList: (listNumber) => findPublishedStatusList(environment, listNumber),
    getJwks: async () => {
      const { institutions } = parseTrustList(await trustList.read());
      return toJwks(
        institutions
          .flatMap(({ signers }) => signers)
          .map(({ certificate }) => ({ certificatePath: [certificate] })),
      );
    },
    getTrustList: () => trustList.read(),
    checkReadiness: async () => {
      await registry.checkReadiness();
      parseTrustList(await trustList.read());
    },
  };
}
