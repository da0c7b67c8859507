import type { PdfRevision } from '../../src/formats/pdf/pdf-file.ts';
import { isPdfDict, type PdfDict } from '../../src/formats/pdf/pdf-value.ts';
import { dictAt, itemsAt, nameAt, textAt, toTenths } from './read-entries.ts';

/**
 * The structure tree as indented lines (ISO 32000-2 §14.7). An element whose kids are only pieces of a page
 * stands on its parent's line, so that a row of a table is one line. Figures come with their alternative text
 * and place.
 */
export function dumpStructure(revision: PdfRevision): readonly string[] {
  const root = dictAt(revision, revision.catalog, 'StructTreeRoot');
  return elementsOf(revision, root).flatMap((element) => dumpElement(revision, element, '  '));
}

function dumpElement(revision: PdfRevision, element: PdfDict, indent: string): readonly string[] {
  const kids = elementsOf(revision, element);
  const own = `${indent}${describe(revision, element)}`;
  if (kids.length === 0) return [own];
  if (kids.every((kid) => elementsOf(revision, kid).length === 0)) {
    return [`${own}: ${kids.map((kid) => describe(revision, kid)).join(', ')}`];
  }
  return [own, ...kids.flatMap((kid) => dumpElement(revision, kid, `${indent}  `))];
}

/** Kids that are elements: neither marked content nor the signature field. */
function elementsOf(revision: PdfRevision, element: PdfDict): readonly PdfDict[] {
  return itemsAt(revision, element, 'K').filter(
    (kid): kid is PdfDict => isPdfDict(kid) && kid.entries.has('S'),
  );
}

function describe(revision: PdfRevision, element: PdfDict): string {
  const attributes = dictAt(revision, element, 'A');
  const isField = itemsAt(revision, element, 'K').some(
    (kid) => isPdfDict(kid) && nameAt(revision, kid, 'Type') === 'OBJR',
  );
  const scope = attributes.entries.has('Scope') ? ` ${nameAt(revision, attributes, 'Scope')}` : '';
  const [span] = itemsAt(revision, attributes, 'ColSpan');
  const box = itemsAt(revision, attributes, 'BBox').map(toTenths).join(' ');
  const alternative = textAt(revision, element, 'Alt');
  const language = textAt(revision, element, 'Lang');
  return [
    `${nameAt(revision, element, 'S')}${scope}`,
    typeof span === 'number' ? `over ${span}` : '',
    language === '' ? '' : `(${language})`,
    alternative === '' ? '' : `"${alternative}"`,
    box === '' ? '' : `[${box}]`,
    isField ? 'field' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
