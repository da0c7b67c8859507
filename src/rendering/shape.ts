import type { DocumentItems } from './layout/flow-item.ts';
import type { LayoutContext } from './layout/layout-context.ts';
import { HAIRLINE_PT } from './layout/layout-context.ts';
import type { DocumentPlaces, ItemAddress, PlacedItem } from './layout/place-document.ts';
import { itemAt, placeDocument } from './layout/place-document.ts';
import { drawSpecimenMark } from './layout/items/specimen-mark.ts';
import { drawFrame, drawVoidLine } from './layout/items/running-parts.ts';
import { PageCanvas } from './page/page-canvas.ts';
import type { TextRuns } from './page/text-runs.ts';
import { CrossReference } from './pdf/cross-reference.ts';
import { objectNumbers, reference } from './pdf/object-numbers.ts';
import type { StreamMember } from './pdf/object-writer.ts';
import { COMPRESSION, ObjectWriter } from './pdf/object-writer.ts';
import { toPdfNumber, toPdfTextString } from './pdf/pdf-text.ts';
import type { DeflatedMiddle } from './pdf/zlib-parts.ts';
import { deflateMiddle } from './pdf/zlib-parts.ts';
import type { StructureNode } from './structure/structure-tree.ts';
import { signatureFieldKey, toStructureTree } from './structure/structure-tree.ts';
import type { Box, TagTemplate } from './structure/tag-template.ts';
import { RunCache } from './text/run-cache.ts';

/** Years of admission that a shape is met with, in a generation. */
const CACHED_OUTLINES = 32;

/** What all documents with the same rows have in common, written once and copied. */
export interface Shape {
  readonly places: DocumentPlaces;
  /** The template's and the shape's part of the file, from its first byte on. */
  readonly layers: readonly [Uint8Array, Uint8Array];
  /** Where the objects of both layers are. */
  readonly crossReference: CrossReference;
  /** The same for a cross-reference stream, without the numbers that belong to each document. */
  readonly sharedEntries: DeflatedMiddle;
  /** Bookmarks of documents with this shape, by their titles. */
  readonly outlines: RunCache<ShapeOutlines>;
  /** Object number of each page. */
  readonly pageNumbers: readonly number[];
  /** Object number of what a document draws on each page. */
  readonly contentNumbers: readonly number[];
  /** The first object number that a document may give away. */
  readonly firstFree: number;
  readonly pageHeightPt: number;
}

/** The bookmarks of some terms as an object stream, ready to be copied; none and no bytes for one term. */
export interface ShapeOutlines {
  readonly members: readonly StreamMember[];
  readonly bytes: Uint8Array;
}

/** What a shape builds on. */
export interface ShapeBase {
  readonly context: LayoutContext;
  readonly runs: TextRuns;
  readonly templateBytes: Uint8Array;
  readonly templateReference: CrossReference;
}

/** Object numbers of what a page is made of. */
interface PageNumbers {
  readonly page: number;
  /** What is drawn before a document's own content, and after it. */
  readonly before: number;
  readonly after: number;
}

/** Places the items of a document and writes what follows from their places alone. */
export function toShape(base: ShapeBase, items: DocumentItems): Shape {
  const { context, templateBytes } = base;
  const places = placeDocument(context, items);
  const container = objectNumbers.firstFree;
  const pages = Array.from({ length: places.pageCount }, (_, index): PageNumbers => {
    const first = container + 1 + 3 * index;
    return { page: first, before: first + 1, after: first + 2 };
  });
  const pageNumbers = pages.map(({ page }) => page);
  const structure = toStructureTree(toStructure(items, places), {
    pageNumbers,
    pageHeightPt: context.data.page.heightPt,
    firstNumber: container + 1 + 3 * pages.length,
  });

  const crossReference = new CrossReference(structure.nextNumber, base.templateReference);
  const writer = new ObjectWriter(crossReference, templateBytes.length, COMPRESSION.shape);
  const furnishings = toFurnishings(base, items, places);
  pages.forEach((numbers, page) => {
    writer.stream(numbers.before, furnishings[page]!.before.toBytes());
    writer.stream(numbers.after, furnishings[page]!.after.toBytes());
  });
  const contentNumbers = pages.map((_, page) => structure.nextNumber + page);
  const signature = findSignature(items, places);
  writer.objectStream(container, [
    ...toPages(context, { pages, contentNumbers, signaturePage: signature.box.page }),
    toSignatureField(context, signature, pages),
    ...structure.members,
  ]);

  return {
    places,
    layers: [templateBytes, writer.toBytes()],
    crossReference,
    sharedEntries: deflateMiddle(crossReference.predictedEntries(objectNumbers.firstShared + 1)),
    pageNumbers,
    contentNumbers,
    firstFree: structure.nextNumber + contentNumbers.length,
    outlines: new RunCache(CACHED_OUTLINES),
    pageHeightPt: context.data.page.heightPt,
  };
}

/** Opening and closing part as sections, each term as a section with its table. */
function toStructure(items: DocumentItems, places: DocumentPlaces): StructureNode {
  const leaf = ({ address, box }: PlacedItem): StructureNode => ({
    tags: itemAt(items, address).tags,
    box,
  });
  const partItems = (part: ItemAddress['part']): readonly PlacedItem[] =>
    places.items.filter(({ address }) => address.part === part);
  const termItems = partItems('term');
  const terms = items.terms.map((_, term): StructureNode => {
    const own = termItems.filter(
      ({ address }) => address.part === 'term' && address.placed.term === term,
    );
    const isRow = ({ address }: PlacedItem): boolean =>
      address.part === 'term' &&
      (address.placed.item === 'heading' || typeof address.placed.item === 'object');
    return {
      tag: 'Sect',
      nodes: [
        { tag: 'Table', nodes: own.filter(isRow).map(leaf) },
        ...own.filter((item) => !isRow(item)).map(leaf),
      ],
    };
  });
  return {
    tag: 'Document',
    nodes: [
      { tag: 'Sect', nodes: partItems('opening').map(leaf) },
      ...terms,
      {
        tag: 'Sect',
        nodes: [...partItems('afterCourses'), ...partItems('closing')].map(leaf),
      },
    ],
  };
}

/** Draws rules and constant texts: those of the closing part come after a document's own content. */
function toFurnishings(
  { context, runs }: ShapeBase,
  items: DocumentItems,
  places: DocumentPlaces,
): readonly { readonly before: PageCanvas; readonly after: PageCanvas }[] {
  const { heightPt } = context.data.page;
  const pages = Array.from({ length: places.pageCount }, () => ({
    before: new PageCanvas(runs, heightPt),
    after: new PageCanvas(runs, heightPt),
  }));
  for (const { before } of pages) drawFrame(context, before);
  drawVoidLine(context, places.emptySpace, pages[places.emptySpace.page]!.before);
  for (const { page, xPt, topPt, bottomPt } of places.columnRules) {
    const { before } = pages[page]!;
    before.line(context.colours.line, HAIRLINE_PT, [xPt, topPt], [xPt, bottomPt]);
  }
  for (const { address, box } of places.items) {
    const { before, after } = pages[box.page]!;
    itemAt(items, address).furnish?.(
      address.part === 'closing' || address.part === 'afterCourses' ? after : before,
      box,
    );
  }
  for (const { after } of pages) drawSpecimenMark(context, after);
  return pages;
}

function toPages(
  { data }: LayoutContext,
  {
    pages,
    contentNumbers,
    signaturePage,
  }: {
    readonly pages: readonly PageNumbers[];
    readonly contentNumbers: readonly number[];
    readonly signaturePage: number;
  },
): StreamMember[] {
  const { shape, template } = objectNumbers;
  const size = `${toPdfNumber(data.page.widthPt)} ${toPdfNumber(data.page.heightPt)}`;
  const members = pages.map(({ page, before, after }, index): StreamMember => {
    const annotations =
      index === signaturePage ? `/Annots[${reference(shape.signatureField)}]` : '';
    return {
      number: page,
      body:
        `<</Type/Page/Parent ${reference(shape.pages)}/MediaBox[0 0 ${size}]` +
        `/Resources ${reference(template.resources)}/StructParents ${index}/Tabs/S${annotations}` +
        `/Contents[${[before, contentNumbers[index]!, after].map(reference).join(' ')}]>>`,
    };
  });
  const kids = pages.map(({ page }) => reference(page)).join(' ');
  members.push({
    number: shape.pages,
    body: `<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>`,
  });
  return members;
}

/** The signature field and its widget in one, over the visible block (ISO 32000-2:2020 §12.7.5.5). */
function toSignatureField(
  context: LayoutContext,
  { box, rectangle }: SignaturePlace,
  pages: readonly PageNumbers[],
): StreamMember {
  const { document, shape, template } = objectNumbers;
  const { xPt, yPt, widthPt, heightPt } = rectangle(box);
  const top = context.data.page.heightPt - yPt;
  const corners = [xPt, top - heightPt, xPt + widthPt, top].map(toPdfNumber);
  const value = context.specimen === undefined ? `/V ${reference(document.signature)}` : '';
  const PRINT = 4;
  const LOCKED = 128;
  return {
    number: shape.signatureField,
    body:
      `<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature)${value}` +
      `/TU${toPdfTextString(context.labels.signatureField)}/F ${PRINT + LOCKED}` +
      `/Rect[${corners.join(' ')}]/P ${reference(pages[box.page]!.page)}` +
      `/StructParent ${signatureFieldKey(pages.length)}` +
      `/AP<</N ${reference(template.signatureAppearance)}>>>>`,
  };
}

/** The item that holds the signature field, and where in it the field lies. */
interface SignaturePlace {
  readonly box: Box;
  readonly rectangle: NonNullable<TagTemplate['signatureField']>;
}

function findSignature(items: DocumentItems, places: DocumentPlaces): SignaturePlace {
  for (const { address, box } of places.items) {
    for (const { signatureField } of itemAt(items, address).tags) {
      if (signatureField !== undefined) return { box, rectangle: signatureField };
    }
  }
  throw new Error('the document has no place for its signature');
}
