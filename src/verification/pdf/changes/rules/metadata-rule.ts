import {
  isPdfName,
  isPdfReference,
  isPdfStream,
  type PdfStream,
  type PdfValue,
} from '../../../../formats/pdf/pdf-value.ts';
import { unlessMalformed } from '../../../../shared/format-error.ts';
import type { Comparison, Located } from '../comparison.ts';

const METADATA_KEYS = new Set(['Type', 'Subtype', 'Length', 'Filter', 'DecodeParms']);
const MOST_BYTES = 1024 * 1024;

/** Properties that programs refresh whenever they save, as elements or as attributes (XMP part 1 §8.4). */
const REFRESHED =
  /<(xmp:(?:ModifyDate|MetadataDate|CreatorTool)|pdf:Producer|xmpMM:InstanceID)>[^<]*<\/\1>|(?:xmp:(?:ModifyDate|MetadataDate|CreatorTool)|pdf:Producer|xmpMM:InstanceID)=(?:"[^"]*"|'[^']*')|<\?xpacket[^<>]*\?>|\s+/g;

/** What says whose document it is and what it is called. */
const TITLES = ['dc:title', 'dc:creator', 'dc:subject', 'dc:description'];

/**
 * The document's metadata (ISO 32000-2 §14.3.2). What programs refresh whenever they save may change; so may other
 * properties, as filling in a form does, but neither the title nor the author that were signed.
 */
export function judgeMetadata(
  comparison: Comparison,
  before: PdfValue | undefined,
  after: Located,
): void {
  if (comparison.same(before, after.value) && comparison.changeBehind(after) === undefined) return;
  const metadata = comparison.follow(after);
  const { value } = metadata;
  const wellFormed =
    isPdfReference(after.value) &&
    isPdfStream(value) &&
    isPdfName(value.dict.entries.get('Type'), 'Metadata') &&
    value.dict.duplicateKeys.length === 0 &&
    [...value.dict.entries.keys()].every((key) => METADATA_KEYS.has(key));
  if (!wellFormed) {
    comparison.reject(after, 'The metadata were removed or are malformed.');
    return;
  }
  comparison.follow(comparison.entry(metadata, 'Length'));
  const was = comparison.signed.resolve(before);
  const [old, now] = [textOf(comparison, was, 'signed'), textOf(comparison, value, 'newest')];
  if (old === undefined || now === undefined) {
    comparison.allow('FORM_FILLING', after, 'The metadata were changed.');
  } else if (titlesIn(old) !== titlesIn(now) && titlesIn(old) !== '') {
    comparison.reject(after, 'The title or the author in the metadata was changed.');
  } else if (old.replace(REFRESHED, '') === now.replace(REFRESHED, '')) {
    comparison.tidy(after, 'The metadata were refreshed.');
  } else comparison.allow('FORM_FILLING', after, 'The metadata were changed.');
}

function titlesIn(text: string): string {
  return TITLES.flatMap((name) => elementsIn(text, name)).join();
}

/** What stands within the elements of a name, without white space. */
function elementsIn(text: string, name: string): readonly string[] {
  const found: string[] = [];
  const [open, close] = [`<${name}>`, `</${name}>`];
  for (let start = text.indexOf(open); start >= 0;) {
    const end = text.indexOf(close, start);
    if (end < 0) break;
    found.push(text.slice(start, end).replace(/\s+/g, ''));
    start = text.indexOf(open, end);
  }
  return found;
}

/** `undefined` where there are none, or none that can be read. */
function textOf(
  comparison: Comparison,
  value: PdfValue | PdfStream,
  revision: 'signed' | 'newest',
): string | undefined {
  if (!isPdfStream(value) || comparison.file.isEncrypted) return undefined;
  return unlessMalformed(() =>
    new TextDecoder().decode(comparison[revision].decode(value, MOST_BYTES)),
  );
}
