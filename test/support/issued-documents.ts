import { DocumentWorkshop } from '../../src/app/issuing/production/document-workshop.ts';
import { FrozenTemplateShelf } from '../../src/app/issuing/production/frozen-template-shelf.ts';
import { RepertoireWorkshop } from '../../src/app/issuing/production/repertoire-workshop.ts';
import type { PadesLevel } from '../../src/formats/pdf/signatures/pades-level.ts';
import type { FinishedDocument } from '../../src/registry/registry-entries.ts';
import { parseUtf8 } from '../../src/shared/bytes.ts';
import { toDocumentId } from '../../src/shared/document-id.ts';
import { prepareSigner } from '../../src/signing/prepared-signer.ts';
import type { ArchivalServices } from '../../src/signing/pades/archival-services.ts';
import type { Signer } from '../../src/signing/signer.ts';
import type { TranscriptRecord } from '../../src/transcript/record.ts';
import { readInstitutions, seededRandom, toSubmitted, worldStart } from './issuing-world.ts';

const TEMPLATES = 'templates/transcripts';
const PUBLIC_URL = 'https://verify.parinya.example';

/** A finished document with its sidecar as the text that a verifier is given. */
export type MadeDocument = Omit<FinishedDocument, 'sidecar'> & { readonly sidecar: string };

/**
 * Documents that name institution 99001, made by the project's own workshop with whatever signer a test
 * hands in, also one that has no right to. No registry knows them.
 */
export async function issueDocuments(
  signer: Signer,
  records: readonly TranscriptRecord[],
  options: {
    readonly seed?: number;
    readonly level?: PadesLevel;
    readonly archival?: ArchivalServices;
  } = {},
): Promise<readonly MadeDocument[]> {
  const institutions = readInstitutions();
  const random = seededRandom(options.seed ?? 1);
  const submitted = records.map(toSubmitted);
  const workshop = new DocumentWorkshop({
    institutions,
    signers: { getSigner: () => Promise.resolve(prepareSigner(signer)) },
    publicUrl: PUBLIC_URL,
    templatesFolder: TEMPLATES,
    ...(options.archival && { archival: options.archival }),
  });
  const { content } = new FrozenTemplateShelf(institutions, TEMPLATES).freeze('99001', 'classic');
  const { finished } = await workshop.produce({
    institutionCode: '99001',
    template: 'classic',
    frozenTemplate: content,
    repertoire: await new RepertoireWorkshop(institutions, TEMPLATES).collect(
      content,
      toAsync(submitted.map(({ canonicalRecord }) => canonicalRecord)),
    ),
    issuedAt: worldStart,
    level: options.level ?? 'B-B',
    documents: submitted.map(({ canonicalRecord }, index) => ({
      documentId: toDocumentId(random.bytes(15)),
      canonicalRecord,
      statusList: 1,
      statusIndex: index,
    })),
  });
  return finished.map((made) => ({ ...made, sidecar: parseUtf8(made.sidecar) }));
}

async function* toAsync<Item>(items: readonly Item[]): AsyncIterable<Item> {
  for (const item of items) yield await Promise.resolve(item);
}
