import { parsePdf, type PdfRevision } from '../../src/formats/pdf/pdf-file.ts';
import { isPdfDict, isPdfStream, type PdfDict } from '../../src/formats/pdf/pdf-value.ts';
import { parseNameTree } from '../../src/formats/pdf/attachments/name-tree.ts';
import { findTexts, type FoundText } from '../../test/rendering/support/read-pdf.ts';
import { dumpStructure } from './dump-structure.ts';
import { dictAt, itemsAt, listPages, nameAt, textAt, toTenths } from './read-entries.ts';

/**
 * What a document says and how it is built, as lines that a person can read and compare: metadata, attachments,
 * bookmarks, pages with their fonts and texts, the structure tree. Points from the bottom left corner of the
 * page, to a tenth. Objects are read by our own parser, texts by pdf.js. No object numbers, nothing of how the
 * file is packed: the same document written in another way has the same dump.
 */
export async function dumpDocument(pdf: Uint8Array): Promise<string> {
  const file = parsePdf(pdf);
  const revision = file.newest;
  const { catalog, trailer } = revision;
  const texts = await findTexts(pdf);
  const pages = listPages(revision);
  const lines = [
    `PDF ${file.headerVersion}, pages: ${pages.length}`,
    `catalog: ${keysOf(catalog)}`,
    `language: ${textAt(revision, catalog, 'Lang')}`,
    `information: ${keysOf(dictAt(revision, trailer, 'Info'))}`,
    `metadata: ${listMetadataKeys(revision)}`,
    '',
    'attachments',
    ...listAttachments(revision),
    '',
    'bookmarks',
    ...listBookmarks(revision, dictAt(revision, catalog, 'Outlines')),
    ...pages.flatMap((page, index) => [
      '',
      ...dumpPage(
        revision,
        page,
        index + 1,
        texts.filter((text) => text.page === index + 1),
      ),
    ]),
    '',
    'structure',
    ...dumpStructure(revision),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function dumpPage(
  revision: PdfRevision,
  page: PdfDict,
  number: number,
  texts: readonly FoundText[],
): readonly string[] {
  const annotations = itemsAt(revision, page, 'Annots').filter(isPdfDict);
  return [
    `page ${number}: ${itemsAt(revision, page, 'MediaBox').map(toTenths).join(' ')}`,
    `  fonts: ${listFonts(revision, page)}`,
    ...annotations.map((annotation) => {
      const place = itemsAt(revision, annotation, 'Rect').map(toTenths).join(' ');
      const kind = nameAt(revision, annotation, 'Subtype');
      return `  annotation: ${kind} "${textAt(revision, annotation, 'T')}" ${place}`;
    }),
    '  x       y       width   size  text',
    ...texts.map(({ x, y, width, size, text }) => {
      const columns = [x, y, width].map((length) => toTenths(length).padEnd(7)).join(' ');
      return `  ${columns} ${toTenths(size).padEnd(5)} ${text}`;
    }),
  ];
}

/** Name, typeface and kind of each font; the tag of a subset says nothing to a person. */
function listFonts(revision: PdfRevision, page: PdfDict): string {
  const fonts = dictAt(revision, dictAt(revision, page, 'Resources'), 'Font');
  return [...fonts.entries.keys()]
    .sort()
    .map((name) => {
      const font = dictAt(revision, fonts, name);
      const face = nameAt(revision, font, 'BaseFont').replace(/^[A-Z]{6}\+/, '');
      const says = font.entries.has('ToUnicode') ? 'with ToUnicode' : 'without ToUnicode';
      return `${name} ${face} ${nameAt(revision, font, 'Subtype')} ${says}`;
    })
    .join(', ');
}

function listAttachments(revision: PdfRevision): readonly string[] {
  const tree = dictAt(revision, revision.catalog, 'Names').entries.get('EmbeddedFiles');
  if (tree === undefined) return [];
  return parseNameTree(revision, tree).map(({ value }) => {
    const specification = revision.resolve(value);
    if (!isPdfDict(specification)) return '  ?';
    const stream = revision.resolve(
      dictAt(revision, specification, 'EF').entries.get('UF') ?? null,
    );
    const type = isPdfStream(stream) ? nameAt(revision, stream.dict, 'Subtype') : '?';
    const relationship = nameAt(revision, specification, 'AFRelationship');
    const description = textAt(revision, specification, 'Desc');
    return `  ${textAt(revision, specification, 'UF')}: ${type}, ${relationship}, "${description}"`;
  });
}

function listBookmarks(revision: PdfRevision, parent: PdfDict, indent = '  '): readonly string[] {
  const lines: string[] = [];
  let next = revision.resolve(parent.entries.get('First'));
  while (isPdfDict(next)) {
    const [, , , top] = itemsAt(revision, next, 'Dest');
    lines.push(`${indent}${textAt(revision, next, 'Title')} (${toTenths(top ?? null)})`);
    lines.push(...listBookmarks(revision, next, `${indent}  `));
    next = revision.resolve(next.entries.get('Next'));
  }
  return lines;
}

/** The properties of the XMP packet, in its order. */
function listMetadataKeys(revision: PdfRevision): string {
  const stream = revision.resolve(revision.catalog.entries.get('Metadata'));
  if (!isPdfStream(stream)) return 'none';
  const xml = new TextDecoder().decode(revision.decode(stream));
  const names = Array.from(xml.matchAll(/<([a-zA-Z]+:[a-zA-Z]+)/g), ([, name]) => name!);
  return [...new Set(names.filter((name) => !/^(?:x|rdf):/.test(name)))].join(' ');
}

function keysOf(dict: PdfDict): string {
  return [...dict.entries.keys()].sort().join(' ');
}
