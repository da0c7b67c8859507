import { FormatError } from '../../../shared/format-error.ts';
import type { PdfFile, PdfRevision } from '../pdf-file.ts';
import { isPdfArray, isPdfDict, isPdfStream, type PdfDict, type PdfValue } from '../pdf-value.ts';

const MOST_ITEMS = 10_000;
const MOST_BYTES = 16 * 1024 * 1024;

/** Evidence that later revisions added for verifying long after signing; each item is DER. */
export interface DocumentSecurityStore {
  readonly certificates: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

const LISTS = { certificates: 'Certs', ocspResponses: 'OCSPs', crls: 'CRLs' } as const;

/**
 * Reads the catalog's /DSS (ISO 32000-2 §12.8.4.3, ETSI EN 319 142-1 §5.4.2) as one revision has it;
 * `undefined` when there is none. /VRI only says which item is meant for which signature and is not needed.
 * @throws FormatError `pdf/dss` for a malformed store, other codes for damaged streams.
 */
export function findDocumentSecurityStore(
  file: PdfFile,
  revisionIndex: number,
): DocumentSecurityStore | undefined {
  const revision = file.revisions[revisionIndex];
  if (revision === undefined) throw new RangeError('no such revision');
  const store = revision.resolve(revision.catalog.entries.get('DSS'));
  if (store === null) return undefined;
  if (!isPdfDict(store)) throw malformed();
  return {
    certificates: itemsOf(revision, store, LISTS.certificates),
    ocspResponses: itemsOf(revision, store, LISTS.ocspResponses),
    crls: itemsOf(revision, store, LISTS.crls),
  };
}

function itemsOf(revision: PdfRevision, store: PdfDict, key: string): readonly Uint8Array[] {
  const list = revision.resolve(store.entries.get(key)) ?? [];
  if (!isPdfArray(list)) throw malformed();
  if (list.length > MOST_ITEMS) throw new FormatError('pdf/limit', 'too much validation data');
  return [...new Set(list.map((item: PdfValue) => revision.resolve(item)))].map((item) => {
    if (!isPdfStream(item)) throw malformed();
    return revision.decode(item, MOST_BYTES);
  });
}

function malformed(): FormatError {
  return new FormatError('pdf/dss', 'the document security store is malformed');
}
