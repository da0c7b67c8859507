import { createHash } from 'node:crypto';

import { parsePdf } from '../../src/formats/pdf/pdf-file.ts';
import {
  isPdfArray,
  isPdfDict,
  isPdfReference,
  isPdfStream,
  type PdfValue,
} from '../../src/formats/pdf/pdf-value.ts';

/** What form filling, comments and archival updates may change; everything else is what one sees and does. */
const CHANGEABLE = new Set(
  'Annots Parent StructParents AcroForm DSS Extensions Metadata StructTreeRoot MarkInfo Version Perms'.split(
    ' ',
  ),
);

/**
 * A digest of what the newest revision of a file shows and does, apart from forms and comments: pages with their
 * content and resources, attachments, actions, layers, bookmarks.
 */
export function toPageFingerprint(pdf: Uint8Array): string {
  const file = parsePdf(pdf);
  const hash = createHash('sha256');
  const seen = new Map<number, number>();
  const write = (value: PdfValue): void => {
    if (isPdfReference(value)) {
      const known = seen.get(value.number);
      if (known !== undefined) {
        hash.update(`ref${known};`);
        return;
      }
      seen.set(value.number, seen.size);
      write(file.newest.readLoosely(value.number));
    } else if (isPdfArray(value)) {
      hash.update('[');
      for (const item of value) write(item);
      hash.update(']');
    } else if (isPdfDict(value) || isPdfStream(value)) {
      const { entries } = isPdfDict(value) ? value : value.dict;
      for (const key of [...entries.keys()].sort()) {
        if (CHANGEABLE.has(key)) continue;
        hash.update(`/${key}`);
        write(entries.get(key)!);
      }
      if (isPdfStream(value)) hash.update(pdf.subarray(value.start, value.end));
    } else if (typeof value === 'object' && value !== null && 'bytes' in value) {
      hash.update('(').update(value.bytes);
    } else hash.update(JSON.stringify(value));
  };
  write(file.newest.catalogReference);
  return hash.digest('hex');
}
