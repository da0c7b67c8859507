import { inflateSync } from 'node:zlib';

import { fontNumbers, objectNumbers } from '../../src/rendering/pdf/object-numbers.ts';

const { document, template, firstFree } = objectNumbers;
const faces = [fontNumbers('regular'), fontNumbers('bold')];

/** What each object number holds; numbers that a shape gives away are told apart by what they say. */
const PARTS = new Map<number, string>([
  ...faces.map(({ program }) => [program, 'font programs'] as const),
  ...faces.map(({ toUnicode }) => [toUnicode, 'ToUnicode'] as const),
  [template.guilloche, 'crest, profile, resources, widths'],
  [template.crest, 'crest, profile, resources, widths'],
  [template.colourProfile, 'crest, profile, resources, widths'],
  [template.signatureAppearance, 'crest, profile, resources, widths'],
  [template.details, 'crest, profile, resources, widths'],
  [document.transcriptXml, 'attached XML'],
  [document.transcriptJson, 'attached JSON'],
  [document.signature, 'signature'],
  [document.metadata, 'XMP'],
  [document.crossReference, 'cross-reference'],
  [document.catalog, 'catalog, information, bookmarks'],
  [document.information, 'catalog, information, bookmarks'],
  [document.details, 'catalog, information, bookmarks'],
  [document.microtext, 'page contents'],
]);

/** Bytes of a part in the file, and before deflate. */
export interface PartSize {
  readonly bytes: number;
  readonly plainBytes: number;
}

/** How many bytes of one of our files each part takes: each object with the syntax around it. */
export function sizesByPart(pdf: Uint8Array): ReadonlyMap<string, PartSize> {
  const text = Buffer.from(pdf).toString('latin1');
  const sizes = new Map<string, PartSize>();
  const add = (part: string, bytes: number, plainBytes: number): void => {
    const before = sizes.get(part) ?? { bytes: 0, plainBytes: 0 };
    sizes.set(part, {
      bytes: before.bytes + bytes,
      plainBytes: before.plainBytes + plainBytes,
    });
  };
  for (let at = 0; at < text.length;) {
    const object = /(\d+) 0 obj\n/y;
    object.lastIndex = at;
    const found = object.exec(text);
    if (found === null) {
      const next = text.slice(at).search(/(?<=\n)\d+ 0 obj\n/);
      const end = next < 0 ? text.length : at + next;
      add('header and end', end - at, end - at);
      at = end;
      continue;
    }
    const { end, plainBytes } = objectEnd(text, at);
    add(partOf(Number(found[1]), text.slice(at, end)), end - at, plainBytes);
    at = end;
  }
  return new Map([...sizes].sort(([, left], [, right]) => right.bytes - left.bytes));
}

function partOf(number: number, object: string): string {
  if (number < firstFree) return PARTS.get(number) ?? 'other';
  return object.includes('/Type/ObjStm') ? 'structure tree, pages' : 'page contents';
}

/** Where an object ends: streams may hold anything, so their length is believed. */
function objectEnd(text: string, start: number): { end: number; plainBytes: number } {
  const stream = text.indexOf('>>\nstream\n', start);
  const plainEnd = text.indexOf('\nendobj\n', start) + 8;
  if (stream < 0 || stream > plainEnd) return { end: plainEnd, plainBytes: plainEnd - start };
  const dictionary = text.slice(start, stream);
  const length = Number(/\/Length (\d+)$/.exec(dictionary)![1]);
  const dataStart = stream + 10;
  const data = Buffer.from(text.slice(dataStart, dataStart + length), 'latin1');
  const plainBytes = dictionary.includes('/FlateDecode') ? inflateSync(data).length : length;
  return { end: text.indexOf('endobj\n', dataStart + length) + 7, plainBytes };
}
