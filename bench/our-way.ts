import { randomBytes } from 'node:crypto';

import { DocumentWorkshop } from '../src/app/issuing/production/document-workshop.ts';
import { FrozenTemplateShelf } from '../src/app/issuing/production/frozen-template-shelf.ts';
import { RepertoireWorkshop } from '../src/app/issuing/production/repertoire-workshop.ts';
import { shippedTemplates } from '../src/main/package-root.ts';
import type { PadesLevel } from '../src/formats/pdf/signatures/pades-level.ts';
import type { ReservedDocument } from '../src/registry/registry-entries.ts';
import { toDocumentId } from '../src/shared/document-id.ts';
import type { Instant } from '../src/shared/instant.ts';
import type { ArchivalServices } from '../src/signing/pades/archival-services.ts';
import { prepareSigner } from '../src/signing/prepared-signer.ts';
import type { Signer } from '../src/signing/signer.ts';
import { encodeCanonicalRecord, toSignedRecord } from '../src/transcript/signed-record.ts';
import type { SampleBatch } from './sample-batch.ts';
import type { Way } from './way.ts';

/** The level of the signatures, and the services that it needs. */
interface SignatureLevel {
  readonly level: PadesLevel;
  readonly archival?: ArchivalServices;
}

/** The way with all PDFs of a piece of work to look at. */
interface OurWay extends Way {
  readonly issueAll: (start: number, count: number) => Promise<readonly Uint8Array[]>;
}

/**
 * Parinya's way, as a worker thread goes it: transcript from the canonical record, ETDA XML, tagged
 * PDF/A-3a, PAdES signature, sidecar with a signature of its own, both checked. Without the registry.
 */
export async function openOurWay(
  { institution, records }: SampleBatch,
  signer: Signer,
  issuedAt: Instant,
  { level, archival }: SignatureLevel = { level: 'B-B' },
): Promise<OurWay> {
  const institutions = new Map([[institution.code, institution]]);
  const prepared = prepareSigner(signer);
  const workshop = new DocumentWorkshop({
    institutions,
    signers: { getSigner: () => Promise.resolve(prepared) },
    publicUrl: 'https://transcripts.example',
    templatesFolder: shippedTemplates(),
    ...(archival && { archival }),
  });
  const reserved = records.map((record, index): ReservedDocument => ({
    documentId: toDocumentId(randomBytes(15)),
    canonicalRecord: encodeCanonicalRecord(toSignedRecord(record)),
    statusList: 1,
    statusIndex: index,
  }));
  const { code, template } = institution;
  const shelf = new FrozenTemplateShelf(institutions, shippedTemplates());
  const { content: frozenTemplate } = shelf.freeze(code, template);
  const repertoire = await new RepertoireWorkshop(institutions, shippedTemplates()).collect(
    frozenTemplate,
    reserved.map(({ canonicalRecord }) => canonicalRecord),
  );
  const issueAll = async (start: number, count: number) => {
    const { finished, waiting } = await workshop.produce({
      institutionCode: institution.code,
      template,
      frozenTemplate,
      repertoire,
      issuedAt,
      level,
      documents: reserved.slice(start, start + count),
    });
    if (waiting[0]) throw new Error(waiting[0].text.en);
    return finished.map(({ pdf }) => pdf);
  };
  return {
    name: 'parinya',
    issueAll,
    issue: async (start, count) => (await issueAll(start, count))[0]!,
  };
}
