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

/** What may give way when that saves a page, the most beautiful first. */
export interface TermSpacing {
  /** Between two terms: the first, unless a later one saves a page. */
  readonly betweenTermsPt: readonly number[];
  /** Terms are split rather than kept whole when that saves a page. */
  readonly keepTermsWholeAbove: number;
}

/**
 * Distributes terms over as few pages as there can be. Among equals the widest spacing wins, and terms
 * kept whole win over terms split.
 * @throws AppError `text-does-not-fit` when a row or the closing part is higher than a page.
 */
export function placeTermsOnFewestPages(
  placing: Omit<TermPlacing, 'gapBetweenTermsPt' | 'keepTermsWholeAbove'>,
  { betweenTermsPt, keepTermsWholeAbove }: TermSpacing,
): readonly PlacedColumns[] {
  let best: readonly PlacedColumns[] | undefined;
  for (const gapBetweenTermsPt of betweenTermsPt) {
    for (const wholeAbove of [keepTermsWholeAbove, NEVER_WHOLE]) {
      const pages = placeTerms({ ...placing, gapBetweenTermsPt, keepTermsWholeAbove: wholeAbove });
      if (best === undefined || pages.length < best.length) best = pages;
      if (best.length === 1) return best;
    }
  }
  return best!;
}

/** More than a whole column: no term is kept from being split. */
const NEVER_WHOLE = 2;

/**
 * Distributes terms over columns and pages: columns are filled one after the other, those of the last
 * page are made equally long. Headings stay with their first courses, a term's sums with its last ones.
 * @throws AppError `text-does-not-fit` when a row or the closing part is higher than a page.
 */
export function placeTerms(placing: TermPlacing): readonly PlacedColumns[] {
  const pages: PlacedColumns[] = [];
  const end: Position = { term: placing.terms.length, course: 0 };
  let start: Position = { term: 0, course: 0 };
  for (;;) {
    const page = pages.length;
    const roomPt = placing.roomPt(page);
    const last = balance(placing, start, roomPt - placing.closingPt, end);
    if (last !== undefined) return [...pages, last.page];

    let filled = fillPage(placing, start, roomPt, end);
    if (isSame(filled.end, end)) {
      // All terms fit, but not the closing part: it is not left alone on the last page.
      filled = leaveForLastPage(placing, start, page) ?? filled;
    }
    // The first page may be full of its opening part; on any other a row must find room.
    if (isSame(filled.end, start) && page > 0) throw textDoesNotFit();
    pages.push(filled.page);
    start = filled.end;
  }
}

function isSame(left: Position, right: Position): boolean {
  return left.term === right.term && left.course === right.course;
}

/**
 * The shortest columns that hold everything from `start` up to `limit`, if it fits at all: with whole terms
 * where there is room for that, else as equal as breaking terms makes them.
 */
function balance(
  placing: TermPlacing,
  start: Position,
  roomPt: number,
  limit: Position,
): FilledPage | undefined {
  const full = fillPage(placing, start, roomPt, limit);
  if (!isSame(full.end, limit)) return undefined;
  const whole = fillColumn(placing, start, Number.MAX_SAFE_INTEGER, limit);
  const leastPt = whole.heightPt / placing.columnCount;
  // The first term of a column is not kept whole by those below it: no column is lower than the highest term.
  const wholePt = Math.max(leastPt, highestTermPt(placing, start, limit));
  for (const [keepTermsWholeAbove, fromPt] of [
    [ALWAYS_WHOLE, wholePt],
    [placing.keepTermsWholeAbove, leastPt],
  ] as const) {
    const kept = { ...placing, keepTermsWholeAbove };
    for (let heightPt = fromPt; heightPt < roomPt; heightPt += BALANCE_STEP_PT) {
      if (reaches(kept, start, heightPt, limit)) return fillPage(kept, start, heightPt, limit);
    }
  }
  return full;
}

/** How high the highest term is from `start` to `limit`, or what stands there of it. */
function highestTermPt(placing: TermPlacing, start: Position, limit: Position): number {
  let highestPt = 0;
  let from = start;
  while (isBefore(from, limit)) {
    const next: Position = { term: from.term + 1, course: 0 };
    const to = isBefore(next, limit) ? next : limit;
    const { heightPt } = fillColumn(placing, from, Number.MAX_SAFE_INTEGER, to);
    highestPt = Math.max(highestPt, heightPt);
    from = next;
  }
  return highestPt;
}

/** No term is split that is not higher than a column. */
const ALWAYS_WHOLE = 0;

/**
 * The page without what goes to the last one: one term for each of its columns, or fewer, or a term's
 * last courses; as long as the rest then finds room beside the closing part.
 */
function leaveForLastPage(
  placing: TermPlacing,
  start: Position,
  page: number,
): FilledPage | undefined {
  const { terms, columnCount } = placing;
  const end: Position = { term: terms.length, course: 0 };
  const lastTerm = terms.length - 1;
  const limits: Position[] = [];
  for (let left = columnCount; left > 0; left--) {
    if (terms.length - left >= 0) limits.push({ term: terms.length - left, course: 0 });
  }
  const courses = terms[lastTerm]!.courses.length;
  const most = FEWEST_TOGETHER * columnCount;
  for (let left = most; left >= FEWEST_TOGETHER; left--) {
    const course = courses - left;
    if (course >= FEWEST_TOGETHER) limits.push({ term: lastTerm, course });
  }
  const nextRoomPt = placing.roomPt(page + 1) - placing.closingPt;
  for (const limit of limits) {
    if (!isBefore(start, limit)) continue;
    if (!isSame(fillPage(placing, limit, nextRoomPt, end).end, end)) continue;
    const filled = balance(placing, start, placing.roomPt(page), limit);
    if (filled !== undefined) return filled;
  }
  return undefined;
}

function isBefore(left: Position, right: Position): boolean {
  return left.term < right.term || (left.term === right.term && left.course < right.course);
}

function fillPage(
  placing: TermPlacing,
  start: Position,
  roomPt: number,
  limit: Position,
): FilledPage {
  const columns: (readonly PlacedTermItem[])[] = [];
  let end = start;
  let heightPt = 0;
  for (let column = 0; column < placing.columnCount; column++) {
    const items: PlacedTermItem[] = [];
    const filled = fillColumn(placing, end, roomPt, limit, items);
    columns.push(items);
    heightPt = Math.max(heightPt, filled.heightPt);
    end = filled.end;
  }
  return { page: { columns, heightPt }, end };
}

/** Whether columns so high hold everything up to `limit`. */
function reaches(placing: TermPlacing, start: Position, roomPt: number, limit: Position): boolean {
  let end = start;
  for (let column = 0; column < placing.columnCount; column++) {
    end = fillColumn(placing, end, roomPt, limit).end;
  }
  return isSame(end, limit);
}

/** @param items takes what is placed; left out where only the column's end is asked for. */
function fillColumn(
  placing: TermPlacing,
  start: Position,
  roomPt: number,
  limit: Position,
  items?: PlacedTermItem[],
): { readonly heightPt: number; readonly end: Position } {
  let { term, course } = start;
  let y = 0;
  for (; term < limit.term || (term === limit.term && course < limit.course); term++, course = 0) {
    const heights = placing.terms[term]!;
    const isLastTerm = term === placing.terms.length - 1;
    const total = heights.courses.length;
    const last = term === limit.term ? limit.course : total;
    const tailPt = last < total ? 0 : heights.summary + (isLastTerm ? placing.endMarkPt : 0);
    const gapPt = y === 0 ? 0 : placing.gapBetweenTermsPt;
    const count = countFittingCourses(heights, course, last, tailPt, roomPt - y - gapPt);
    const rest = last - course;
    const isFull = y > 0 && y >= roomPt * placing.keepTermsWholeAbove;
    if ((count === 0 && rest > 0) || (count < rest && isFull)) break;

    y += gapPt;
    items?.push({ term, item: course === 0 ? 'heading' : 'continuation', yPt: y });
    y += course === 0 ? heights.heading : heights.continuation;
    for (const end = course + count; course < end; course++) {
      items?.push({ term, item: { course }, yPt: y });
      y += heights.courses[course]!;
    }
    if (course < total) break;
    items?.push({ term, item: 'summary', yPt: y });
    y += heights.summary;
    if (!isLastTerm) continue;
    items?.push({ term, item: 'end-mark', yPt: y });
    y += placing.endMarkPt;
  }
  return { heightPt: y, end: { term, course } };
}

/** How many courses of a term, from `first` to before `last`, may stand in the room under their heading. */
function countFittingCourses(
  heights: TermHeights,
  first: number,
  last: number,
  tailPt: number,
  roomPt: number,
): number {
  const rest = last - first;
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
  count = Math.min(count, heights.courses.length - first - FEWEST_TOGETHER);
  return count >= FEWEST_TOGETHER ? count : 0;
}
