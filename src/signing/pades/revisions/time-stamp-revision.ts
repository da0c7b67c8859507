import type { Buffer } from 'node:buffer';

import type { PdfFile } from '../../../formats/pdf/pdf-file.ts';
import {
  isPdfArray,
  isPdfDict,
  isPdfReference,
  type PdfDict,
  type PdfReference,
  type PdfValue,
} from '../../../formats/pdf/pdf-value.ts';
import type { PdfSignature } from '../../../formats/pdf/signatures/pdf-signature.ts';
import { findSignatures } from '../../../formats/pdf/signatures/find-signatures.ts';
import {
  appendRevision,
  type RevisionObject,
} from '../../../formats/pdf/writing/append-revision.ts';
import {
  encodeDict,
  encodePdfValue,
  withEntries,
} from '../../../formats/pdf/writing/encode-pdf-value.ts';
import { FormatError } from '../../../shared/format-error.ts';
import { evidenceFault } from '../../services/evidence-fault.ts';
import type { TimestampAuthority } from '../../time-stamps/timestamp-authority.ts';
import {
  BYTE_RANGE_PLACEHOLDER,
  digestSignedBytes,
  fillPlace,
  openPlace,
} from '../signature-place.ts';
import { ObjectNumbers, toVersionIdentifier } from './security-store-revision.ts';

/** Print and Locked (ISO 32000-2 table 167): PDF/A wants the first, nobody wants the field moved. */
const WIDGET_FLAGS = 132;

/**
 * Appends a revision with a document time-stamp over everything before it: level B-LTA, and again whenever
 * the newest one's authority or algorithm nears its end (EN 319 142-1 §5.4.3, ISO 32000-2 §12.8.5). The
 * field shows nothing: an empty rectangle on the page of the signature, which PDF/UA leaves out of the
 * structure tree (ISO 14289-1 §7.18.1).
 * @throws AppError `time-stamp-…`; FormatError for a file that cannot be read.
 */
export async function appendDocumentTimeStamp(
  file: PdfFile,
  authority: TimestampAuthority,
): Promise<Buffer> {
  const objects = toObjects(file, await authority.tokenBytes());
  const place = openPlace(appendRevision(file, objects, toVersionIdentifier(file.bytes)).bytes);
  const token = await authority.stamp(digestSignedBytes(place, 'sha256'));
  if (token.length > place.roomBytes) throw evidenceFault('time-stamp-too-large', 'TSA');
  return fillPlace(place, token);
}

function toObjects(file: PdfFile, tokenBytes: number): readonly RevisionObject[] {
  const numbers = new ObjectNumbers(file);
  const [value, field] = [numbers.take(), numbers.take()];
  const signatures = findSignatures(file);
  const page = findSignaturePage(file, signatures);
  const { newest } = file;
  return [
    {
      number: value.number,
      text:
        '<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161' +
        `${BYTE_RANGE_PLACEHOLDER}/Contents <${'0'.repeat(2 * tokenBytes)}>>>`,
    },
    {
      number: field.number,
      text:
        `<</FT/Sig/T(${nameFor(signatures)})/V ${encodePdfValue(value)}/Type/Annot/Subtype/Widget` +
        `/F ${WIDGET_FLAGS}/Rect[0 0 0 0]/P ${encodePdfValue(page)}>>`,
    },
    withItem(file, page, newest.resolve(page), 'Annots', field),
    toForm(file, field),
  ];
}

/** The form with one more field; it stands in the catalog, or in an object of its own. */
function toForm(file: PdfFile, field: PdfReference): RevisionObject {
  const { newest } = file;
  const { catalog, catalogReference } = newest;
  const reference = catalog.entries.get('AcroForm');
  const form = newest.resolve(reference);
  if (isPdfReference(reference)) return withItem(file, reference, form, 'Fields', field);
  const entries = withAppended(file, form, 'Fields', field);
  const changed: PdfDict = { type: 'dict', entries, duplicateKeys: [] };
  return {
    number: catalogReference.number,
    text: encodeDict(withEntries(catalog, { AcroForm: changed })),
  };
}

/** An object with one more item in one of its lists; a list that is an object itself is written in place. */
function withItem(
  file: PdfFile,
  { number }: PdfReference,
  value: PdfValue,
  key: string,
  item: PdfReference,
): RevisionObject {
  return { number, text: encodeDict(withAppended(file, value, key, item)) };
}

function withAppended({ newest }: PdfFile, value: PdfValue, key: string, item: PdfReference) {
  if (!isPdfDict(value)) throw new FormatError('pdf/object', 'a signed file has form and page');
  const list = newest.resolve(value.entries.get(key));
  return withEntries(value, { [key]: [...(isPdfArray(list) ? list : []), item] });
}

function findSignaturePage(
  { newest }: PdfFile,
  [signature]: readonly PdfSignature[],
): PdfReference {
  const field = newest.resolve(signature?.fieldRef ?? null);
  const page = isPdfDict(field) ? field.entries.get('P') : undefined;
  if (!isPdfReference(page)) throw new FormatError('pdf/object', 'the signature is on no page');
  return page;
}

/** Fields of one name would share one value: each time-stamp gets its own. */
function nameFor(signatures: readonly PdfSignature[]): string {
  const names = new Set(signatures.map(({ fieldName }) => fieldName));
  let count = 1;
  while (names.has(`DocumentTimeStamp${count}`)) count++;
  return `DocumentTimeStamp${count}`;
}
