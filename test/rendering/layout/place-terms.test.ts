import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type {
  PlacedColumns,
  PlacedTermItem,
  TermHeights,
  TermPlacing,
} from '../../../src/rendering/layout/place-terms.ts';
import { placeTerms } from '../../../src/rendering/layout/place-terms.ts';
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
});
