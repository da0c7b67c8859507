import type { PdfRevision } from '../../src/formats/pdf/pdf-file.ts';
import {
  isPdfArray,
  isPdfDict,
  isPdfName,
  type PdfDict,
  type PdfValue,
} from '../../src/formats/pdf/pdf-value.ts';
import { findText } from '../../src/formats/pdf/text-string.ts';

/** The dictionary under a key; an empty one when there is none. */
export function dictAt(revision: PdfRevision, dict: PdfDict, key: string): PdfDict {
  const value = revision.resolve(dict.entries.get(key));
  return isPdfDict(value) ? value : { type: 'dict', entries: new Map(), duplicateKeys: [] };
}

/** What the array under a key holds, references followed; a single value counts as an array of it. */
export function itemsAt(revision: PdfRevision, dict: PdfDict, key: string): readonly PdfValue[] {
  const value = revision.resolve(dict.entries.get(key));
  if (value === null) return [];
  return isPdfArray(value) ? value.map((item) => revision.resolve(item)) : [value];
}

/** The name under a key, `?` for anything else. */
export function nameAt(revision: PdfRevision, dict: PdfDict, key: string): string {
  const value = revision.resolve(dict.entries.get(key));
  return isPdfName(value) ? value.value : '?';
}

/** The text under a key, empty when there is none. */
export function textAt(revision: PdfRevision, dict: PdfDict, key: string): string {
  return findText(revision.resolve(dict.entries.get(key))) ?? '';
}

/** A length or a place as the dumps write it: to a tenth of a point. */
export function toTenths(value: PdfValue): string {
  // Adding zero: no "-0.0".
  return typeof value === 'number' ? (Math.round(value * 10) / 10 + 0).toFixed(1) : '?';
}

/** The pages of a document, in their order. */
export function listPages(
  revision: PdfRevision,
  node: PdfValue = revision.catalog.entries.get('Pages') ?? null,
): readonly PdfDict[] {
  const dict = revision.resolve(node);
  if (!isPdfDict(dict)) return [];
  if (nameAt(revision, dict, 'Type') === 'Page') return [dict];
  return itemsAt(revision, dict, 'Kids').flatMap((kid) => listPages(revision, kid));
}
