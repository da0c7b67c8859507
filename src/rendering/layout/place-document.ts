import type { Box } from '../structure/tag-template.ts';
import { countMarks } from '../structure/tag-template.ts';
import type { DocumentItems, FlowItem } from './flow-item.ts';
import type { LayoutContext } from './layout-context.ts';
import type { PlacedTermItem } from './place-terms.ts';
import { placeTermsOnFewestPages } from './place-terms.ts';
import { textDoesNotFit } from './text-fitter.ts';

const ABOVE_CLOSING_PT = 6;

/** The parts of a document that are stacked over the whole width. */
type StackedPart = 'opening' | 'afterCourses' | 'closing';

/** Finds one item of a document again, also in another document of the same shape. */
export type ItemAddress =
  | { readonly part: StackedPart; readonly index: number }
  | { readonly part: 'running-header' }
  | { readonly part: 'term'; readonly placed: PlacedTermItem };

/** An item and where it stands. */
export interface PlacedItem {
  readonly address: ItemAddress;
  readonly box: Box;
}

/** A rule between two columns of a page. */
interface ColumnRule {
  readonly page: number;
  readonly xPt: number;
  readonly topPt: number;
  readonly bottomPt: number;
}

/** The empty space of the last page, above its closing part. */
interface EmptySpace {
  readonly page: number;
  readonly topPt: number;
  readonly bottomPt: number;
}

/** Where everything of a document stands, in reading order. */
export interface DocumentPlaces {
  readonly emptySpace: EmptySpace;
  readonly pageCount: number;
  readonly items: readonly PlacedItem[];
  readonly columnRules: readonly ColumnRule[];
}

/** The item at an address. */
export function itemAt(items: DocumentItems, address: ItemAddress): FlowItem {
  switch (address.part) {
    case 'opening':
    case 'afterCourses':
    case 'closing':
      return items[address.part][address.index]!;
    case 'running-header':
      return items.runningHeader;
    case 'term': {
      const { term, item } = address.placed;
      if (item === 'end-mark') return items.endMark;
      const termItems = items.terms[term]!;
      return typeof item === 'string' ? termItems[item] : termItems.courses[item.course]!;
    }
  }
}

/**
 * Places a document's items on pages.
 * @throws AppError `text-does-not-fit`
 */
export function placeDocument(context: LayoutContext, items: DocumentItems): DocumentPlaces {
  return new DocumentPlacer(context, items).place();
}

class DocumentPlacer {
  readonly #context: LayoutContext;
  readonly #items: DocumentItems;
  readonly #placed: PlacedItem[] = [];
  readonly #columnRules: ColumnRule[] = [];
  readonly #marks: number[] = [];

  constructor(context: LayoutContext, items: DocumentItems) {
    this.#context = context;
    this.#items = items;
  }

  place(): DocumentPlaces {
    const { data } = this.#context;
    const { marginPt, heightPt } = data.page;
    const { opening, afterCourses, closing, runningHeader } = this.#items;
    const bodyPt = heightPt - 2 * marginPt;
    const openingPt = sumHeights(opening);
    const afterPt = sumHeights(afterCourses);
    const closingPt = sumHeights(closing);
    if (openingPt > bodyPt || afterPt + closingPt > bodyPt) throw textDoesNotFit();

    const topPt = (page: number): number =>
      marginPt + (page === 0 ? openingPt : runningHeader.heightPt);
    const placing = {
      terms: this.#items.terms.map((term) => ({
        heading: term.heading.heightPt,
        courses: term.courses.map((course) => course.heightPt),
        summary: term.summary.heightPt,
        continuation: term.continuation.heightPt,
      })),
      endMarkPt: this.#items.endMark.heightPt,
      columnCount: data.columns.count,
      roomPt: (page: number) => heightPt - marginPt - topPt(page),
      closingPt: afterPt + ABOVE_CLOSING_PT + closingPt,
    };
    const pages = placeTermsOnFewestPages(placing, data.columns);

    this.#stack('opening', opening, 0, marginPt);
    pages.forEach(({ columns, heightPt: columnsPt }, page) => {
      if (page > 0) {
        this.#put({ part: 'running-header' }, page, { xPt: marginPt, yPt: marginPt });
      }
      columns.forEach((column, index) => {
        this.#column(column, index, page, topPt(page), columnsPt);
      });
    });
    const lastPage = pages.length - 1;
    const endPt = topPt(lastPage) + pages[lastPage]!.heightPt;
    this.#stack('afterCourses', afterCourses, lastPage, endPt);
    const closingTopPt = heightPt - marginPt - closingPt;
    this.#stack('closing', closing, lastPage, closingTopPt);
    return {
      pageCount: pages.length,
      items: this.#placed,
      columnRules: this.#columnRules,
      emptySpace: { page: lastPage, topPt: endPt + afterPt, bottomPt: closingTopPt },
    };
  }

  #column(
    column: readonly PlacedTermItem[],
    index: number,
    page: number,
    topPt: number,
    heightPt: number,
  ): void {
    const { data, columnWidthPt } = this.#context;
    const xPt = data.page.marginPt + index * (columnWidthPt + data.columns.gapPt);
    for (const placed of column) {
      const place = { xPt, yPt: topPt + placed.yPt };
      this.#put({ part: 'term', placed }, page, place, columnWidthPt);
    }
    if (index > 0 && column.length > 0) {
      const ruleX = xPt - data.columns.gapPt / 2;
      this.#columnRules.push({ page, xPt: ruleX, topPt, bottomPt: topPt + heightPt });
    }
  }

  #stack(part: StackedPart, stack: readonly FlowItem[], page: number, topPt: number): void {
    let yPt = topPt;
    stack.forEach((item, index) => {
      this.#put({ part, index }, page, { xPt: this.#context.data.page.marginPt, yPt });
      yPt += item.heightPt;
    });
  }

  #put(
    address: ItemAddress,
    page: number,
    place: { readonly xPt: number; readonly yPt: number },
    widthPt = this.#context.widthPt,
  ): void {
    const item = itemAt(this.#items, address);
    const firstMark = this.#marks[page] ?? 0;
    this.#marks[page] = firstMark + countMarks(item.tags);
    const box = { page, ...place, widthPt, heightPt: item.heightPt, firstMark };
    this.#placed.push({ address, box });
  }
}

function sumHeights(items: readonly FlowItem[]): number {
  return items.reduce((sum, item) => sum + item.heightPt, 0);
}
