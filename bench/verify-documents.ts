import { appendRevision, type StreamBody } from '../test/support/pdf-builder.ts';
import { foreignPdf } from '../test/support/foreign/foreign-document.ts';
import { foreignEvidence, makeForeignPki } from '../test/support/foreign/foreign-pki.ts';
import { issueDocuments } from '../test/support/issued-documents.ts';
import { fixtureRecords, worldStart } from '../test/support/issuing-world.ts';
import { makeTestPki } from '../test/support/test-pki.ts';
import { nodeEngine } from '../src/adapters/node-engine/node-engine.ts';
import { parseTrustList } from '../src/trust/parse-trust-list.ts';
import { SignatureMemo } from '../src/trust/signature-memo.ts';
import type { Instant } from '../src/shared/instant.ts';
import type { Evidence } from '../src/verification/evidence.ts';

/** A document to verify, and everything that it is judged with. */
export interface Case {
  readonly name: string;
  readonly evidence: Evidence & { readonly pdf: Uint8Array };
}

/** A transcript as this program issues it, signed with RSA-2048, and what it takes to verify it at any other place. */
export interface OwnCase extends Case {
  /** DER. */
  readonly anchors: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

/** A document of others, as bytes alone: what another process needs to verify it. */
export interface GrowingCase {
  readonly name: string;
  readonly pdf: Uint8Array;
  /** DER. */
  readonly anchors: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly validationTime: Instant;
}

/** One of ours, with the registry's answer at hand. */
export async function makeOwnCase(): Promise<OwnCase> {
  const pki = await makeTestPki({ now: worldStart, key: 'RSA-2048' });
  const [own] = await issueDocuments(pki.getSigner('signer-99001'), fixtureRecords(1));
  const { pdf, documentId } = own!;
  const { trustList, crls } = pki;
  return {
    name: 'a transcript of ours',
    anchors: trustList.anchors.map(({ certificate }) => Buffer.from(certificate, 'base64')),
    crls: [...crls.values()],
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

/** Documents of others that grow: in bytes, and in revisions. One is made at a time. */
export function* makeGrowingCases(
  megabytes: readonly number[],
  revisions: readonly number[],
): Generator<GrowingCase> {
  const pki = makeForeignPki();
  const common = {
    anchors: [pki.root.certificate],
    crls: [pki.crl],
    validationTime: foreignEvidence(pki).validationTime,
  };
  for (const size of megabytes) {
    const pdf = foreignPdf(pki, { objects: { 15: attachment(size) } });
    yield { ...common, name: `${size} MB`, pdf };
  }
  for (const count of revisions) {
    const pdf = withRevisions(foreignPdf(pki), count);
    yield { ...common, name: `${count} revisions`, pdf };
  }
}

function attachment(megabytes: number): StreamBody {
  const data = new Uint8Array(megabytes * 1_000_000);
  for (let index = 0; index < data.length; index++) data[index] = (index * index) >> 5;
  return { dict: '/Type /EmbeddedFile', data };
}

/** Updates that say nothing, one behind the other. */
function withRevisions(signed: Uint8Array, count: number): Uint8Array {
  let pdf = signed;
  const trailer = '/Info 30 0 R /ID [<0101> <0202>]';
  for (let index = 1; index < count; index++) {
    pdf = appendRevision(pdf, { objects: { [100 + index]: 'null' }, trailer });
  }
  return pdf;
}
