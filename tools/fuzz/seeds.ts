import { foreignPdf } from '../../test/support/foreign/foreign-document.ts';
import { makeForeignPki } from '../../test/support/foreign/foreign-pki.ts';
import { libraryDocuments } from '../../test/support/honest/library-documents.ts';
import { otherDocuments } from '../../test/support/honest/other-documents.ts';
import { viewerDocuments } from '../../test/support/honest/viewer-documents.ts';
import { issueDocuments } from '../../test/support/issued-documents.ts';
import { fixtureRecords, worldStart } from '../../test/support/issuing-world.ts';
import { makeTestPki } from '../../test/support/test-pki.ts';

/** A good file to start from, with everything that judging it and its mutants needs: plain data, for worker threads. */
export interface Seed {
  readonly name: string;
  readonly pdf: Uint8Array;
  readonly sidecar?: string;
  readonly trust:
    | {
        readonly kind: 'anchor';
        readonly certificate: Uint8Array;
        readonly crls: readonly Uint8Array[];
      }
    | { readonly kind: 'trust-list'; readonly json: string; readonly documentId: string };
}

/** The time at which everything is judged. */
export const judgedAt = worldStart;

/** Documents of ours and of others, every kind that the tests know; with fresh keys each time. */
export async function makeSeeds(): Promise<readonly Seed[]> {
  const pki = makeForeignPki();
  const anchor = { kind: 'anchor', certificate: pki.root.certificate } as const;
  const foreign: readonly Seed[] = ([undefined, 1, 2, 3] as const).map((level) => ({
    name: `foreign, level ${level ?? 'none'}`,
    pdf: foreignPdf(pki, level === undefined ? {} : { level }),
    trust: { ...anchor, crls: [pki.crl] },
  }));
  const honest = [...viewerDocuments, ...libraryDocuments, ...otherDocuments].map((document) => ({
    name: `${document.producer}: ${document.kind}`,
    pdf: document.build(pki),
    trust: { ...anchor, crls: document.evidence?.(pki).crls ?? [pki.crl] },
  }));
  return [...foreign, ...honest, ...(await ownSeeds())];
}

async function ownSeeds(): Promise<readonly Seed[]> {
  const pki = await makeTestPki({ now: worldStart });
  const [own] = await issueDocuments(pki.getSigner('signer-99001'), fixtureRecords(1));
  const { pdf, sidecar, documentId } = own!;
  const json = JSON.stringify(pki.trustList);
  return [{ name: 'ours', pdf, sidecar, trust: { kind: 'trust-list', json, documentId } }];
}
