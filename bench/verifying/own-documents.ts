import { nodeEngine } from '../../src/adapters/node-engine/node-engine.ts';
import { parseTrustList } from '../../src/trust/parse-trust-list.ts';
import { SignatureMemo } from '../../src/trust/signature-memo.ts';
import type { Evidence } from '../../src/verification/evidence.ts';
import { openArchivalWorld } from '../../test/support/archival-world.ts';
import { issueDocuments } from '../../test/support/issued-documents.ts';
import { fixtureRecords, worldStart } from '../../test/support/issuing-world.ts';
import { makeTestPki } from '../../test/support/test-pki.ts';

/** A document to verify, and everything that it is judged with. */
export interface Case {
  readonly name: string;
  readonly evidence: Evidence & { readonly pdf: Uint8Array };
}

/** A transcript as this program issues it, signed with RSA-2048, and what it takes to verify it at any other place. */
export interface OwnCase extends Case {
  /** DER. */
  readonly anchors: readonly Uint8Array[];
  /** Empty where the document brings all that is needed. */
  readonly crls: readonly Uint8Array[];
}

/** One of ours at a level, with the registry's answer at hand. From B-LT on it must do without lists from outside. */
export async function makeOwnCase(level: 'B-B' | 'B-LT' | 'B-LTA'): Promise<OwnCase> {
  const pki = await makeTestPki({ now: worldStart, key: 'RSA-2048' });
  const { services } = openArchivalWorld(pki);
  const [own] = await issueDocuments(pki.getSigner('signer-99001'), fixtureRecords(1), {
    level,
    archival: services,
  });
  const { pdf, documentId } = own!;
  const bringsAll = level !== 'B-B';
  const trustList = { ...pki.trustList, ...(bringsAll && { crls: [] }) };
  return {
    name: level,
    anchors: trustList.anchors.map(({ certificate }) => Buffer.from(certificate, 'base64')),
    crls: bringsAll ? [] : [...pki.crls.values()],
    evidence: {
      pdf,
      trust: { kind: 'trust-list', list: parseTrustList(JSON.stringify(trustList)) },
      status: {
        kind: 'registry',
        documentId,
        state: 'issued',
        since: worldStart,
        reason: null,
        supersededBy: null,
      },
      validationTime: worldStart,
      signatures: new SignatureMemo(nodeEngine),
    },
  };
}
