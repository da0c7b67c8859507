import { hash } from 'node:crypto';
import { concatBytes } from '../shared/bytes.ts';
import { formatInstant } from '../shared/instant.ts';
import type { TranscriptContent } from './content/transcript-content.ts';
import type { TextDrawing } from './page/letter-outlines.ts';
import { writeEmbeddedFiles } from './pdf/associated-files.ts';
import { CrossReference, ENTRY_WIDTHS, PREDICTION } from './pdf/cross-reference.ts';
import { toDocumentCatalog } from './pdf/document-catalog.ts';
import { objectNumbers, reference } from './pdf/object-numbers.ts';
import type { ByteWriter } from './pdf/byte-writer.ts';
import type { Compression } from './pdf/object-writer.ts';
import { COMPRESSION, ObjectWriter } from './pdf/object-writer.ts';
import { toOutlines } from './pdf/outlines.ts';
import { toPdfDate, toPdfTextString } from './pdf/pdf-text.ts';
import { toSignatureDictionary } from './pdf/signature-dictionary.ts';
import type { XmpMetadata } from './pdf/xmp-metadata.ts';
import { PRODUCER } from './pdf/xmp-metadata.ts';
import { joinZlib } from './pdf/zlib-parts.ts';
import type { RenderableDocument } from './renderable-document.ts';
import type { Shape, ShapeOutlines } from './shape.ts';
import { toBookmarks } from './to-bookmarks.ts';

/** One document's own part, and the shape that it completes. */
export interface DocumentParts {
  readonly shape: Shape;
  readonly document: RenderableDocument;
  readonly content: TranscriptContent;
  /** What the document draws on each page. */
  readonly pages: readonly Uint8Array[];
  readonly microtext: TextDrawing;
  readonly metadata: XmpMetadata;
  readonly compression: Compression;
  /** Takes the document's own part; the memory is used for each document again. */
  readonly bytes: ByteWriter;
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly signatureReason: string;
  readonly signatureContentsBytes: number;
  /** Whether the document is for looking at only: it has no signature. */
  readonly isSpecimen: boolean;
}

const { document: numbers } = objectNumbers;

/** Writes a document's own objects after those of its template and shape, and closes the file. */
export function writeDocument(parts: DocumentParts): Uint8Array {
  parts.bytes.clear();
  const { shape, document, content } = parts;
  const outlines = getOutlines(shape, content);
  // The root comes first in the list and has its number already.
  const bookmarkCount = Math.max(0, outlines.members.length - 1);
  const crossReference = new CrossReference(shape.firstFree + bookmarkCount, shape.crossReference);
  const startsAt = shape.layers[0].length + shape.layers[1].length;
  const writer = new ObjectWriter(crossReference, startsAt, parts.compression, parts.bytes);
  parts.pages.forEach((page, index) => {
    writer.stream(shape.contentNumbers[index]!, page);
  });
  const { operators, width } = parts.microtext;
  const form = `/Type/XObject/Subtype/Form/BBox[0 -1 ${width} 8]`;
  writer.stream(numbers.microtext, Buffer.from(operators, 'latin1'), form);
  const files = { xml: document.transcriptXml, json: document.transcriptJson };
  writeEmbeddedFiles(writer, files, document.issuedAt);
  writer.object(numbers.information, toInformation(parts));
  if (bookmarkCount > 0) {
    writer.copyObjectStream(numbers.details, outlines.bytes, outlines.members);
  }
  writer.stream(numbers.metadata, toMetadata(parts), '/Type/Metadata/Subtype/XML');
  writer.object(numbers.signature, parts.isSpecimen ? 'null' : toSignature(parts));
  writer.object(
    numbers.catalog,
    toDocumentCatalog({
      documentId: document.documentId,
      institutionCode: parts.institutionCode,
      language: content.language,
      issuedAt: document.issuedAt,
      hasOutlines: bookmarkCount > 0,
      isSigned: !parts.isSpecimen,
    }),
  );
  writeCrossReference(writer, shape, document.documentId);
  return concatBytes(...shape.layers, writer.view());
}

/** The bookmarks of a document: those of others with the same shape and terms, if there were any. */
function getOutlines(shape: Shape, content: TranscriptContent): ShapeOutlines {
  const titles = content.terms.map(({ heading }) => heading).join('\n');
  return shape.outlines.get(titles, () => {
    const members = toOutlines(toBookmarks(content, shape), shape.firstFree);
    const scratch = new CrossReference(shape.firstFree + members.length);
    const writer = new ObjectWriter(scratch, 0, COMPRESSION.shape);
    if (members.length > 0) writer.objectStream(numbers.details, members);
    return { members, bytes: writer.toBytes() };
  });
}

/** `/Info` says what the metadata says: PDF/A asks for nothing, older viewers read only this. */
function toInformation({ content, document, institutionName }: DocumentParts): string {
  const date = toPdfDate(document.issuedAt);
  return (
    `<</Title${toPdfTextString(content.documentTitle)}/Author${toPdfTextString(institutionName)}` +
    `/Creator(${PRODUCER})/Producer(${PRODUCER})/CreationDate(${date})/ModDate(${date})>>`
  );
}

function toMetadata({ metadata, content, document }: DocumentParts): readonly Uint8Array[] {
  return metadata.toPacket({
    title: content.documentTitle,
    identifier: document.documentId,
    createdAt: formatInstant(document.issuedAt),
  });
}

function toSignature(parts: DocumentParts): string {
  return toSignatureDictionary({
    signedAt: parts.document.issuedAt,
    signerName: parts.institutionName,
    reason: parts.signatureReason,
    contentsBytes: parts.signatureContentsBytes,
  });
}

/**
 * The cross-reference stream and the end of the file. The file identifier is made of the document id,
 * so that rendering again gives the same bytes. No line end after `%%EOF`: the signing program drops it.
 */
function writeCrossReference(writer: ObjectWriter, shape: Shape, documentId: string): void {
  const { crossReference, offset } = writer;
  crossReference.setOffset(numbers.crossReference, offset);
  const identifier = hash('sha256', documentId).slice(0, 32);
  const { firstShared } = objectNumbers;
  const [firstOwn = crossReference.size] = shape.contentNumbers;
  writer.rawStream(
    numbers.crossReference,
    joinZlib(
      crossReference.predictedEntries(0, firstShared + 1),
      shape.sharedEntries,
      crossReference.predictedEntries(firstOwn),
    ),
    `/Filter/FlateDecode${PREDICTION}/Type/XRef/Size ${crossReference.size}/W${ENTRY_WIDTHS}` +
      `/Root ${reference(numbers.catalog)}/Info ${reference(numbers.information)}` +
      `/ID[<${identifier}><${identifier}>]`,
  );
  writer.appendText(`startxref\n${offset}\n%%EOF`);
}
