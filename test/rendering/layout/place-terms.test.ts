import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type {
  PlacedColumns,
  PlacedTermItem,
  TermHeights,
  TermPlacing,
} from '../../../src/rendering/layout/place-terms.ts';
import { placeTerms, placeTermsOnFewestPages } from '../../../src/rendering/layout/place-terms.ts';
import { isAppError } from '../../../src/shared/app-error.ts';

const HEADING_PT = 16;
const COURSE_PT = 11;

function toTerm(courses: number): TermHeights {
  return {
    heading: HEADING_PT,
    continuation: HEADING_PT,
    summary: 12,
    courses: Array<number>(courses).fill(COURSE_PT),
  };
}

function toPlacing(overrides: Partial<TermPlacing>): TermPlacing {
  return {
    terms: [],
    endMarkPt: 14,
    columnCount: 2,
    gapBetweenTermsPt: 8,
    keepTermsWholeAbove: 0.7,
    roomPt: (page) => (page === 0 ? 500 : 700),
    closingPt: 150,
    ...overrides,
  };
}

const columnsOf = (pages: readonly PlacedColumns[]): (readonly PlacedTermItem[])[] =>
  pages.flatMap(({ columns }) => columns);

/** Courses in the order in which they are placed, as `term/course`. */
function coursesOf(pages: readonly PlacedColumns[]): string[] {
  return columnsOf(pages).flatMap((column) =>
    column.flatMap(({ term, item }) =>
      typeof item === 'object' ? [`${term}/${item.course}`] : [],
    ),
  );
}

describe('placing terms', () => {
  it('makes the columns of a single page equally long', () => {
    const [page, ...others] = placeTerms(
      toPlacing({ terms: Array.from({ length: 4 }, () => toTerm(5)) }),
    );
    expect(others).toHaveLength(0);
    expect(page!.columns.map((column) => new Set(column.map(({ term }) => term)).size)).toEqual([
      2, 2,
    ]);
  });

  it.each([[[4]], [[9, 3]], [[3, 9, 2]], [[2, 2, 14]]])(
    'splits no term of a last page on which they fit whole: %j courses',
    (courses) => {
      const [page, ...others] = placeTerms(toPlacing({ terms: courses.map(toTerm) }));
      expect(others).toHaveLength(0);
      expect(page!.columns.flat().filter(({ item }) => item === 'continuation')).toEqual([]);
    },
  );

  it('repeats the heading where a long term goes on', () => {
    const pages = placeTerms(toPlacing({ terms: [toTerm(60)] }));
    const [first, second] = columnsOf(pages);
    expect(first![0]!.item).toBe('heading');
    expect(second![0]!.item).toBe('continuation');
  });

  it('leaves a term for the last page when only the closing part does not fit', () => {
    // Two columns of 500 hold these, but not with 150 for the closing part.
    const pages = placeTerms(toPlacing({ terms: Array.from({ length: 8 }, () => toTerm(7)) }));
    expect(pages).toHaveLength(2);
    expect(coursesOf(pages.slice(1)).length).toBeGreaterThan(0);
  });

  it('starts on the second page when the first has no room', () => {
    const pages = placeTerms(
      toPlacing({ terms: [toTerm(4)], roomPt: (page) => (page === 0 ? 10 : 700) }),
    );
    expect(pages.map(({ columns }) => columns.flat().length > 0)).toEqual([false, true]);
  });

  it('refuses a row that is higher than a page', () => {
    const terms = [{ ...toTerm(3), courses: [COURSE_PT, 2000, COURSE_PT] }];
    let code: string | undefined;
    try {
      placeTerms(toPlacing({ terms }));
    } catch (error) {
      if (isAppError(error)) code = error.code;
    }
    expect(code).toBe('text-does-not-fit');
  });

  it('places everything once, in order, inside its column and never a heading alone', () => {
    const termOf = fc
      .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 25 })
      .map((lines) => ({ ...toTerm(0), courses: lines.map((count) => count * COURSE_PT) }));
    fc.assert(
      fc.property(
        fc.array(termOf, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 3 }),
        (terms, columnCount) => {
          const placing = toPlacing({ terms, columnCount });
          const pages = placeTerms(placing);

          const expected = terms.flatMap((term, index) =>
            term.courses.map((_, course) => `${index}/${course}`),
          );
          expect(coursesOf(pages)).toEqual(expected);
          const kinds = columnsOf(pages)
            .flat()
            .map(({ item }) => item);
          expect(kinds.filter((kind) => kind === 'heading')).toHaveLength(terms.length);
          expect(kinds.filter((kind) => kind === 'summary')).toHaveLength(terms.length);
          expect(kinds.at(-1)).toBe('end-mark');

          pages.forEach(({ columns }, page) => {
            const isLast = page === pages.length - 1;
            const roomPt = placing.roomPt(page) - (isLast ? placing.closingPt : 0);
            for (const column of columns) {
              let end = 0;
              column.forEach(({ term, item, yPt }, index) => {
                expect(yPt).toBeGreaterThanOrEqual(end - 1e-6);
                const heights = terms[term]!;
                end =
                  yPt +
                  (typeof item === 'object'
                    ? heights.courses[item.course]!
                    : item === 'end-mark'
                      ? placing.endMarkPt
                      : heights[item]);
                if (item === 'heading' && heights.courses.length > 1) {
                  const following = column
                    .slice(index + 1, index + 3)
                    .map((next) => typeof next.item);
                  expect(following).toEqual(['object', 'object']);
                }
              });
              expect(end).toBeLessThanOrEqual(roomPt + 1e-6);
            }
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('takes as few pages as any way of breaking between courses would', () => {
    const termOf = fc
      .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 25 })
      .map((lines) => ({ ...toTerm(0), courses: lines.map((count) => count * COURSE_PT) }));
    const spacing = { betweenTermsPt: [8, 5], keepTermsWholeAbove: 0.7 };
    fc.assert(
      fc.property(
        fc.array(termOf, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 100, max: 260 }),
        (terms, columnCount, closingPt) => {
          const placing = toPlacing({ terms, columnCount, closingPt });
          const pages = placeTermsOnFewestPages(placing, spacing);
          expect(pages).toHaveLength(countFewestPages({ ...placing, gapBetweenTermsPt: 5 }));
        },
      ),
      { numRuns: 150 },
    );
  });
});

/**
 * The fewest pages by trying every legal break: after a whole term, or inside one where two courses stand
 * before it in the column and two follow. Independent of how terms are placed.
 */
function countFewestPages(placing: TermPlacing): number {
  const { terms, columnCount, closingPt, roomPt } = placing;
  const endKey = toKey(terms.length, 0);
  const afterPage = (starts: ReadonlySet<number>, heightPt: number): ReadonlySet<number> => {
    let positions = starts;
    for (let column = 0; column < columnCount; column++) {
      positions = new Set(
        [...positions].flatMap((from) => [from, ...findEnds(placing, from, heightPt)]),
      );
    }
    return positions;
  };
  let starts: ReadonlySet<number> = new Set([0]);
  for (let page = 0; page < 60; page++) {
    const open = new Set([...starts].filter((key) => key !== endKey));
    if (afterPage(open, roomPt(page) - closingPt).has(endKey)) return page + 1;
    starts = afterPage(open, roomPt(page));
  }
  throw new Error('no way to place these terms');
}

const PER_TERM = 1000;
const toKey = (term: number, course: number): number => term * PER_TERM + course;

/** Where a column that begins at a position may end. */
function findEnds(
  { terms, endMarkPt, gapBetweenTermsPt }: TermPlacing,
  from: number,
  heightPt: number,
): readonly number[] {
  const ends: number[] = [];
  let used = 0;
  let course = from % PER_TERM;
  for (let term = Math.floor(from / PER_TERM); term < terms.length; term++, course = 0) {
    const heights = terms[term]!;
    const first = course;
    used +=
      (used === 0 ? 0 : gapBetweenTermsPt) + (first === 0 ? heights.heading : heights.continuation);
    for (; course < heights.courses.length;) {
      used += heights.courses[course]!;
      course++;
      const left = heights.courses.length - course;
      if (used > heightPt) return ends;
      if (left >= 2 && course - first >= 2) ends.push(toKey(term, course));
    }
    used += heights.summary + (term === terms.length - 1 ? endMarkPt : 0);
    if (used > heightPt) return ends;
    ends.push(toKey(term + 1, 0));
  }
  return ends;
}
