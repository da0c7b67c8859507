import { createHash } from 'node:crypto';

import { findDocumentSecurityStore } from '../../../formats/pdf/attachments/document-security-store.ts';
import type { PdfFile } from '../../../formats/pdf/pdf-file.ts';
import {
  isPdfArray,
  isPdfDict,
  isPdfReference,
  type PdfDict,
  type PdfReference,
  type PdfValue,
} from '../../../formats/pdf/pdf-value.ts';
import {
  appendRevision,
  nextObjectNumber,
  type RevisionObject,
} from '../../../formats/pdf/writing/append-revision.ts';
import { encodeDict, withEntries } from '../../../formats/pdf/writing/encode-pdf-value.ts';
import { toHex } from '../../../shared/bytes.ts';
import type { ValidationMaterial } from '../../revocation/material-collector.ts';

const lists = { certificates: 'Certs', ocspResponses: 'OCSPs', crls: 'CRLs' } as const;
const kinds = ['certificates', 'ocspResponses', 'crls'] as const;

/** The store came to PDF 1.7 as an extension of ETSI's (EN 319 142-1 §5.4.1); level 2 includes the signature's kind. */
const EXTENSIONS: PdfDict = toDict({
  ESIC: toDict({ BaseVersion: { type: 'name', value: '1.7' }, ExtensionLevel: 2 }),
});

/**
 * Appends a revision with what verifying will need in years: level B-LT (EN 319 142-1 §5.4.2, ISO 32000-2
 * §12.8.4.3). What is in the file already stays and is not repeated. There is no /VRI: EN 319 142-1 §5.4.2.3
 * says that it should not be used, as it only repeats what the store has.
 * @returns the bytes of the file as it is when nothing is new.
 * @throws FormatError for a file that cannot be read.
 */
export function appendSecurityStore(file: PdfFile, material: ValidationMaterial): Uint8Array {
  const { newest } = file;
  const present = findDocumentSecurityStore(file, newest.index);
  const reference = newest.catalog.entries.get('DSS');
  const old = newest.resolve(reference);
  const numbers = new ObjectNumbers(file);
  const objects: RevisionObject[] = [];
  const entries: Record<string, PdfValue> = { Type: { type: 'name', value: 'DSS' } };
  for (const kind of kinds) {
    const known = new Set(present?.[kind].map(toHex));
    const added = material[kind].filter((der) => !known.has(toHex(der)));
    const items = added.map((data) => {
      const item = numbers.take();
      objects.push({ number: item.number, text: '', data });
      return item;
    });
    const list = [...itemsOf(file, old, lists[kind]), ...items];
    if (list.length > 0) entries[lists[kind]] = list;
  }
  if (objects.length === 0) return file.bytes;
  const store = isPdfReference(reference) ? reference : numbers.take();
  const kept = isPdfDict(old) ? old : toDict({});
  objects.push({ number: store.number, text: encodeDict(withEntries(kept, entries)) });
  if (store !== reference) {
    objects.push({
      number: newest.catalogReference.number,
      text: encodeDict(withEntries(newest.catalog, { ...extensionsFor(file), DSS: store })),
    });
  }
  return appendRevision(file, objects, toVersionIdentifier(file.bytes)).bytes;
}

/** Names a version of a file: 16 bytes that follow from the version before (ISO 32000-2 §14.4). */
export function toVersionIdentifier(before: Uint8Array): Uint8Array {
  return createHash('sha256').update(before).digest().subarray(0, 16);
}

/** Gives away object numbers that the file has not used. */
export class ObjectNumbers {
  #next: number;

  constructor(file: PdfFile) {
    this.#next = nextObjectNumber(file);
  }

  take(): PdfReference {
    return { type: 'ref', number: this.#next++, generation: 0 };
  }
}

function itemsOf({ newest }: PdfFile, store: PdfValue, key: string): readonly PdfValue[] {
  const list = isPdfDict(store) ? newest.resolve(store.entries.get(key)) : null;
  return isPdfArray(list) ? list : [];
}

function extensionsFor({ newest }: PdfFile): Readonly<Record<string, PdfValue>> {
  return newest.catalog.entries.has('Extensions') ? {} : { Extensions: EXTENSIONS };
}

function toDict(entries: Readonly<Record<string, PdfValue>>): PdfDict {
  return { type: 'dict', entries: new Map(Object.entries(entries)), duplicateKeys: [] };
}
