import { formatTerm } from '../../transcript/calendar/term-names.ts';
import type { CreditSums } from '../../transcript/academic-summary.ts';
import { NO_COURSES } from '../../transcript/figures/course-sums.ts';
import { CumulativeSums } from '../../transcript/figures/cumulative-sums.ts';
import {
  findHundredths,
  formatCredits,
  formatGpa,
  formatPoints,
} from '../../transcript/figures/decimal.ts';
import { toGpaHundredths } from '../../transcript/figures/to-gpa.ts';
import type { Grade, GpaRounding } from '../../transcript/grading-scheme.ts';
import type { CourseRecord, Gpa, TermRecord } from '../../transcript/record.ts';
import type { RepeatedCourses } from '../../transcript/repeated-courses.ts';
import type { RawCell, StatedSums, SumName } from '../raw/raw-record.ts';
import type { IssueCollector } from '../rules/issue-collector.ts';
import { toRepeatedCoursesHint } from './fitting-rule.ts';
import type { JoinedTerm, StatedFigure } from './join-terms.ts';

/** How an institution wants figures recomputed. */
export interface FigureRules {
  readonly grades: ReadonlyMap<string, Grade>;
  readonly rounding: GpaRounding;
  readonly gpaDifference: 'error' | 'warning';
  readonly repeated: RepeatedCourses;
}

/** Terms and cumulative average with every figure in place, and where ours stand in for missing ones. */
export interface CheckedFigures {
  readonly terms: readonly TermRecord[];
  readonly gpax?: Gpa;
  readonly computed: readonly string[];
}

type TakenCourses = readonly (readonly CourseRecord[])[];
type MismatchCode = 'term-gpa-mismatch' | 'term-gpax-mismatch' | 'gpax-mismatch';

/**
 * Recomputes every figure of a record whose courses are sound. The registrar's figures stay; differences
 * are reported with both; missing ones are filled in with ours.
 */
export class FigureCheck {
  readonly #rules: FigureRules;
  readonly #issues: IssueCollector;
  readonly #computed: string[] = [];

  constructor(rules: FigureRules, issues: IssueCollector) {
    this.#rules = rules;
    this.#issues = issues;
  }

  check(
    terms: readonly (readonly [JoinedTerm, readonly CourseRecord[]])[],
    statedGpax: StatedFigure | undefined,
    statedTotals: StatedSums | undefined,
  ): CheckedFigures {
    const taken: TakenCourses = terms.map(([, courses]) => courses);
    let total = NO_COURSES;
    const record = new CumulativeSums(this.#rules.grades, this.#rules.repeated);
    const checkedTerms = terms.map(([term, courses], index): TermRecord => {
      const { term: sums, cumulative } = record.addTerm(courses);
      total = cumulative;
      const path = `/terms/${index}`;
      const termGpa = this.#figure('term-gpa-mismatch', term.figures.get('term_gpa'), sums, {
        term,
        path: `${path}/termGpa`,
        column: 'term_gpa',
      });
      const termGpax = this.#figure(
        'term-gpax-mismatch',
        term.figures.get('term_gpax'),
        cumulative,
        {
          term,
          path: `${path}/termGpax`,
          column: 'term_gpax',
          taken: taken.slice(0, index + 1),
        },
      );
      this.#checkSums(term.statedSums, sums, []);
      return {
        academicYear: term.academicYear,
        semester: term.semester,
        ...(termGpa !== undefined && { termGpa }),
        ...(termGpax !== undefined && { termGpax }),
        courses,
      };
    });
    const gpax = this.#figure('gpax-mismatch', statedGpax, total, {
      path: '/gpax',
      column: 'gpax',
      taken,
    });
    this.#checkSums(statedTotals, total, taken);
    return {
      terms: checkedTerms,
      ...(gpax !== undefined && { gpax }),
      computed: this.#computed,
    };
  }

  /** The figure to print: the registrar's, or ours where there is none. */
  #figure(
    code: MismatchCode,
    stated: StatedFigure | undefined,
    sums: CreditSums,
    named: {
      readonly path: string;
      readonly column: string;
      readonly term?: JoinedTerm;
      /** Courses of each term that a cumulative figure sums up. */
      readonly taken?: TakenCourses;
    },
  ): Gpa | undefined {
    const ours = this.#toGpa(sums);
    if (stated === undefined) {
      if (ours === undefined) return undefined;
      this.#computed.push(named.path);
      return ours;
    }
    const { place, text } = stated.cell;
    const { column, term, taken } = named;
    if (ours === undefined && findHundredths(stated.value) === 0) {
      this.#issues.add({ code: 'gpa-without-credits', place, column, value: text });
      return undefined;
    }
    const computed = ours ?? '-';
    if (computed !== stated.value) {
      this.#issues.add({
        code,
        place,
        column,
        value: text,
        severity: this.#rules.gpaDifference,
        details: {
          computed,
          termTh: term === undefined ? '' : formatTerm(term, 'th'),
          termEn: term === undefined ? '' : formatTerm(term, 'en'),
          ...toRepeatedCoursesHint(
            taken ?? [],
            this.#rules,
            (other) => this.#toGpa(other) === stated.value,
          ),
        },
      });
    }
    return stated.value;
  }

  #toGpa({ pointsTenThousandths, calculatedHundredths }: CreditSums): Gpa | undefined {
    const { rounding } = this.#rules;
    const hundredths = toGpaHundredths(pointsTenThousandths, calculatedHundredths, rounding);
    return hundredths === undefined ? undefined : formatGpa(hundredths);
  }

  #checkSums(stated: StatedSums | undefined, sums: CreditSums, taken: TakenCourses): void {
    for (const [name, cell] of stated ?? []) {
      const ours = formatSum(name, sums);
      const theirs = toPlainDecimal(cell);
      if (theirs === ours) continue;
      this.#issues.add({
        code: 'credit-sum-mismatch',
        place: cell.place,
        column: 'credits',
        value: cell.text,
        details: {
          sum: cell.place.path?.split('/').at(-1) ?? name,
          computed: ours,
          ...toRepeatedCoursesHint(
            taken,
            this.#rules,
            (other) => formatSum(name, other) === theirs,
          ),
        },
      });
    }
  }
}

function formatSum(name: SumName, sums: CreditSums): string {
  switch (name) {
    case 'registered':
      return formatCredits(sums.registeredHundredths);
    case 'earned':
      return formatCredits(sums.earnedHundredths);
    case 'calculated':
      return formatCredits(sums.calculatedHundredths);
    case 'points':
      return formatPoints(sums.pointsTenThousandths);
  }
}

/** A decimal without superfluous zeros; points may have four decimals. */
function toPlainDecimal(cell: RawCell): string {
  const match = /^0*(\d+)(?:\.(\d*?)0*)?$/.exec(cell.text);
  if (match === null) return cell.text;
  return match[2] === undefined || match[2] === '' ? match[1]! : `${match[1]!}.${match[2]}`;
}
