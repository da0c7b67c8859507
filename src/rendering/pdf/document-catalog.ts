import type { Instant } from '../../shared/instant.ts';
import { formatInstant } from '../../shared/instant.ts';
import { objectNumbers, reference } from './object-numbers.ts';
import type { StreamMember } from './object-writer.ts';
import { toPdfDate } from './pdf-text.ts';

/** What makes one document's catalog differ from the next. */
export interface CatalogEntries {
  readonly documentId: string;
  readonly institutionCode: string;
  readonly language: string;
  readonly issuedAt: Instant;
  readonly hasOutlines: boolean;
  /** Whether there is, or will be, a signature; else the field for it stays empty. */
  readonly isSigned: boolean;
}

const { catalog, document, shape, template } = objectNumbers;

/** Objects of the template that every catalog refers to: the colours' meaning and the attached files. */
export const CATALOG_MEMBERS: readonly StreamMember[] = [
  {
    number: catalog.outputIntents,
    body:
      '[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)' +
      `/Info(sRGB IEC61966-2.1)/DestOutputProfile ${reference(template.colourProfile)}>>]`,
  },
  {
    number: catalog.associatedFiles,
    body: `[${reference(template.xmlFile)} ${reference(template.jsonFile)}]`,
  },
  {
    number: catalog.names,
    body:
      `<</EmbeddedFiles<</Names[(transcript.json)${reference(template.jsonFile)}` +
      `(transcript.xml)${reference(template.xmlFile)}]>>>>`,
  },
];

const CONSTANT_ENTRIES =
  `<</Type/Catalog/Pages ${reference(shape.pages)}/Metadata ${reference(document.metadata)}` +
  `/StructTreeRoot ${reference(shape.structureTreeRoot)}/MarkInfo<</Marked true>>` +
  '/ViewerPreferences<</DisplayDocTitle true>>' +
  `/OutputIntents ${reference(catalog.outputIntents)}/AF ${reference(catalog.associatedFiles)}` +
  `/Names ${reference(catalog.names)}`;

const SIGNED_ENTRIES =
  `/AcroForm<</Fields[${reference(shape.signatureField)}]/SigFlags 3>>` +
  `/Perms<</DocMDP ${reference(document.signature)}>>`;
const UNSIGNED_ENTRIES = `/AcroForm<</Fields[${reference(shape.signatureField)}]>>`;

/**
 * The catalog. Under `/PieceInfo /Parinya` (ISO 32000-2:2020 §14.5) it says which document this is, in
 * direct dictionaries, so that a verifier reads it before it has judged anything else.
 */
export function toDocumentCatalog(entries: CatalogEntries): string {
  const { documentId, institutionCode, language, issuedAt } = entries;
  return (
    `${CONSTANT_ENTRIES}${entries.isSigned ? SIGNED_ENTRIES : UNSIGNED_ENTRIES}/Lang(${language})` +
    (entries.hasOutlines ? `/Outlines ${reference(document.outlines)}` : '') +
    `/PieceInfo<</Parinya<</LastModified(${toPdfDate(issuedAt)})/Private<<` +
    `/DocumentId(${documentId})/InstitutionCode(${institutionCode})/Kind/transcript` +
    `/Language/${language}/IssuedAt(${formatInstant(issuedAt)})>>>>>>>>`
  );
}
