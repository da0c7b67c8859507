import { textDoesNotFit } from './text-fitter.ts';

/** Heights of a term's items, in points. */
export interface TermHeights {
  readonly heading: number;
  readonly courses: readonly number[];
  readonly summary: number;
  readonly continuation: number;
}

/** One item in a column. `course` is the index of the first course that follows a continued heading. */
export interface PlacedTermItem {
  readonly term: number;
  readonly item: 'heading' | 'summary' | 'continuation' | 'end-mark' | { readonly course: number };
  /** From the top of the column. */
  readonly yPt: number;
}

/** The columns of one page, and how far down the longest goes. */
export interface PlacedColumns {
  readonly columns: readonly (readonly PlacedTermItem[])[];
  readonly heightPt: number;
}

/** What the columns of a document are made of, and the room that there is. */
export interface TermPlacing {
  readonly terms: readonly TermHeights[];
  readonly endMarkPt: number;
  readonly columnCount: number;
  readonly gapBetweenTermsPt: number;
  readonly keepTermsWholeAbove: number;
  /** Height for columns on a page, counted from 0, when it is not the last. */
  readonly roomPt: (page: number) => number;
  /** What the closing part takes of the last page. */
  readonly closingPt: number;
}

/** Where the next column begins: a term, and how many of its courses are already placed. */
interface Position {
  readonly term: number;
  readonly course: number;
}

/** A page, and where the next one begins. */
interface FilledPage {
  readonly page: PlacedColumns;
  readonly end: Position;
}

/** A term's heading never stands without this many courses, nor do fewer go on in the next column. */
const FEWEST_TOGETHER = 2;
const BALANCE_STEP_PT = 3;

/**
 * Distributes terms over columns and pages: columns are filled one after the other, those of the last
 * page are made equally long. Headings stay with their first courses, a term's sums with its last ones.
 * @throws AppError `text-does-not-fit` when a row or the closing part is higher than a page.
 */
export function placeTerms(placing: TermPlacing): readonly PlacedColumns[] {
  const pages: PlacedColumns[] = [];
  let start: Position = { term: 0, course: 0 };
  for (;;) {
    const roomPt = placing.roomPt(pages.length);
    const last = balance(placing, start, roomPt - placing.closingPt, placing.terms.length);
    if (last !== undefined) return [...pages, last.page];

    let filled = fillPage(placing, start, roomPt, placing.terms.length);
    if (isAtEnd(placing, filled.end)) {
      // All terms fit, but not the closing part: it is not left alone on the last page.
      filled = leaveTerms(placing, start, roomPt) ?? filled;
    }
    // The first page may be full of its opening part; on any other a row must find room.
    if (isSame(filled.end, start) && pages.length > 0) throw textDoesNotFit();
    pages.push(filled.page);
    start = filled.end;
  }
}

function isSame(left: Position, right: Position): boolean {
  return left.term === right.term && left.course === right.course;
}

function isAtEnd({ terms }: TermPlacing, { term }: Position): boolean {
  return term >= terms.length;
}

/**
 * The shortest equal columns that hold everything from `start` on, if it fits at all.
 * @param termLimit number of the first term that is left for the next page.
 */
function balance(
  placing: TermPlacing,
  start: Position,
  roomPt: number,
  termLimit: number,
): FilledPage | undefined {
  const whole = fillColumn(placing, start, Number.MAX_SAFE_INTEGER, termLimit);
  const leastPt = whole.heightPt / placing.columnCount;
  for (let heightPt = leastPt; heightPt < roomPt + BALANCE_STEP_PT; heightPt += BALANCE_STEP_PT) {
    const filled = fillPage(placing, start, Math.min(heightPt, roomPt), termLimit);
    if (filled.end.term >= termLimit) return filled;
  }
  return undefined;
}

/** The page without its last terms: one for each column of the next page, or at least one. */
function leaveTerms(placing: TermPlacing, start: Position, roomPt: number): FilledPage | undefined {
  for (let left = placing.columnCount; left > 0; left--) {
    const filled = balance(placing, start, roomPt, placing.terms.length - left);
    if (filled !== undefined && !isSame(filled.end, start)) return filled;
  }
  return undefined;
}

function fillPage(
  placing: TermPlacing,
  start: Position,
  roomPt: number,
  termLimit: number,
): FilledPage {
  const columns: (readonly PlacedTermItem[])[] = [];
  let end = start;
  let heightPt = 0;
  for (let column = 0; column < placing.columnCount; column++) {
    const filled = fillColumn(placing, end, roomPt, termLimit);
    columns.push(filled.items);
    heightPt = Math.max(heightPt, filled.heightPt);
    end = filled.end;
  }
  return { page: { columns, heightPt }, end };
}

function fillColumn(
  placing: TermPlacing,
  start: Position,
  roomPt: number,
  termLimit: number,
): {
  readonly items: readonly PlacedTermItem[];
  readonly heightPt: number;
  readonly end: Position;
} {
  const items: PlacedTermItem[] = [];
  let { term, course } = start;
  let y = 0;
  const put = (item: PlacedTermItem['item'], heightPt: number): void => {
    items.push({ term, item, yPt: y });
    y += heightPt;
  };

  for (; term < termLimit; term++, course = 0) {
    const heights = placing.terms[term]!;
    const tailPt = heights.summary + (term === placing.terms.length - 1 ? placing.endMarkPt : 0);
    const gapPt = y === 0 ? 0 : placing.gapBetweenTermsPt;
    const count = countFittingCourses(heights, course, tailPt, roomPt - y - gapPt);
    const rest = heights.courses.length - course;
    const isFull = y > 0 && y >= roomPt * placing.keepTermsWholeAbove;
    if ((count === 0 && rest > 0) || (count < rest && isFull)) break;

    y += gapPt;
    if (course === 0) put('heading', heights.heading);
    else put('continuation', heights.continuation);
    for (const end = course + count; course < end; course++) {
      put({ course }, heights.courses[course]!);
    }
    if (count < rest) break;
    put('summary', heights.summary);
    if (term === placing.terms.length - 1) put('end-mark', placing.endMarkPt);
  }
  return { items, heightPt: y, end: { term, course } };
}

/** How many courses of a term, from `first` on, may stand in the room together with their heading. */
function countFittingCourses(
  heights: TermHeights,
  first: number,
  tailPt: number,
  roomPt: number,
): number {
  const rest = heights.courses.length - first;
  let used = first === 0 ? heights.heading : heights.continuation;
  let count = 0;
  while (count < rest) {
    const next = used + heights.courses[first + count]!;
    const isLast = count + 1 === rest;
    if (next + (isLast ? tailPt : 0) > roomPt) break;
    used = next;
    count++;
  }
  if (count === rest) return count;
  // Leave enough for the next column, and do not begin for one course.
  count = Math.min(count, rest - FEWEST_TOGETHER);
  return count >= FEWEST_TOGETHER ? count : 0;
}
