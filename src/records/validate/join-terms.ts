import { compareTerms } from '../../transcript/calendar/term-names.ts';
import type { Semester } from '../../transcript/record.ts';
import type { ColumnName } from '../columns.ts';
import { COLUMNS_BY_SCOPE } from '../columns.ts';
import type {
  Place,
  RawCell,
  RawCourse,
  RawRecord,
  RawTerm,
  StatedSums,
} from '../raw/raw-record.ts';
import type { IssueCollector } from '../rules/issue-collector.ts';
import type { FieldReader, Values } from './field-reader.ts';

/** A course whose cells have been read. */
export interface ReadCourse {
  readonly raw: RawCourse;
  readonly values: Values;
}

/** A figure that the registrar states, with its place. */
export interface StatedFigure {
  readonly value: string;
  readonly cell: RawCell;
}

/** All that a file says about one term. */
export interface JoinedTerm {
  readonly academicYear: number;
  readonly semester: Semester;
  readonly place: Place;
  /** Where its year stands first, as written. */
  readonly year: RawCell | undefined;
  readonly courses: readonly ReadCourse[];
  readonly figures: ReadonlyMap<ColumnName, StatedFigure>;
  readonly statedSums: StatedSums;
}

interface OpenTerm extends JoinedTerm {
  readonly courses: ReadCourse[];
  readonly figures: Map<ColumnName, StatedFigure>;
  readonly statedSums: Map<'registered' | 'earned' | 'calculated' | 'points', RawCell>;
  /** All that the parts of the term state. */
  readonly stated: Map<ColumnName, StatedFigure[]>;
}

const FIGURES = ['term_gpa', 'term_gpax'] as const;

/**
 * Joins what a record says about its terms, in whatever pieces, into one entry a term, in order of time.
 * Pieces whose term cannot be read are reported and left out.
 */
export function joinTerms(
  raw: RawRecord,
  reader: FieldReader,
  issues: IssueCollector,
): readonly JoinedTerm[] {
  const terms = new Map<string, OpenTerm>();
  for (const part of raw.terms) {
    const values = reader.readAll(COLUMNS_BY_SCOPE.term, part.fields, part.place);
    const courses = part.courses.map((course) => ({
      raw: course,
      values: reader.readAll(COLUMNS_BY_SCOPE.course, course.fields, course.place),
    }));
    const year = values.get('academic_year');
    const semester = values.get('semester') as Semester | undefined;
    if (year === undefined || semester === undefined) continue;
    const key = `${year}/${semester}`;
    let term = terms.get(key);
    if (term === undefined) {
      term = {
        academicYear: Number(year),
        semester,
        place: part.place,
        year: part.fields.get('academic_year'),
        courses: [],
        figures: new Map(),
        stated: new Map(),
        statedSums: new Map(),
      };
      terms.set(key, term);
    }
    gatherFigures(term, part, values);
    // One by one: a term's parts are many in CSV, and spreading long lists has a limit.
    for (const course of courses) term.courses.push(course);
    for (const [sum, cell] of part.statedSums ?? []) term.statedSums.set(sum, cell);
  }
  const joined = [...terms.values()];
  for (const term of joined) chooseFigures(term, issues);
  const ordered = joined.toSorted(compareTerms);
  const firstMoved = ordered.findIndex((term, index) => term !== joined[index]);
  if (raw.termsAreOrdered && firstMoved >= 0) {
    issues.add({ code: 'terms-out-of-order', place: joined[firstMoved]!.place });
  }
  return ordered;
}

function gatherFigures({ stated }: OpenTerm, part: RawTerm, values: Values): void {
  for (const name of FIGURES) {
    const value = values.get(name);
    const cell = part.fields.get(name);
    if (value === undefined || cell === undefined) continue;
    const known = stated.get(name);
    if (known === undefined) stated.set(name, [{ value, cell }]);
    else known.push({ value, cell });
  }
}

/** A term has the figure that most of its parts state, and of as many the first; the others are reported. */
function chooseFigures({ stated, figures }: OpenTerm, issues: IssueCollector): void {
  for (const [name, all] of stated) {
    const counts = new Map<string, number>();
    for (const { value } of all) counts.set(value, (counts.get(value) ?? 0) + 1);
    const countOf = ({ value }: StatedFigure): number => counts.get(value) ?? 0;
    const chosen = all.reduce((best, one) => (countOf(one) > countOf(best) ? one : best));
    figures.set(name, chosen);
    for (const { value, cell } of all) {
      if (value === chosen.value) continue;
      const details = { other: chosen.cell.text };
      const { place, text } = cell;
      issues.add({ code: 'value-disagrees', place, column: name, value: text, details });
    }
  }
}
