import { describe, expect, it } from '@jest/globals';
import { checkRecords } from '../../../src/records/check-records.ts';
import type { RecordIssue } from '../../../src/records/records-report.ts';
import { CHAPTERS } from './chapters.ts';
import { OPTIONS } from '../support.ts';
import type { CollectionCase, ExpectedIssue } from './collection-case.ts';

describe.each(CHAPTERS.map((chapter) => [chapter.name, chapter] as const))(
  '%s',
  (_, { sentences }) => {
    describe.each(sentences.map(({ sentence, cases }) => [sentence, cases] as const))(
      '«%s»',
      (__, cases) => {
        it.each(cases.map((row) => [row.title, row] as const))('%s', (___, row) => {
          const { report } = checkRecords(row.files, { ...OPTIONS, ...row.options });
          expect(toComparable(report, row)).toEqual(row.expected);
        });
      },
    );
  },
);

/** The report, with every finding that was expected cut down to what was expected of it. */
function toComparable(
  {
    format,
    encoding,
    records,
    courses,
    accepted,
    errors,
  }: ReturnType<typeof checkRecords>['report'],
  { expected }: CollectionCase,
): CollectionCase['expected'] {
  const open: (RecordIssue | undefined)[] = [...errors];
  const issues = expected.issues.map((wanted) => {
    const index = open.findIndex((found) => found !== undefined && fits(found, wanted));
    if (index < 0) return undefined;
    open[index] = undefined;
    return wanted;
  });
  const found = issues.filter((issue) => issue !== undefined);
  const rest = open.filter((issue) => issue !== undefined).map(toShort);
  return { format, encoding, records, courses, accepted, issues: [...found, ...rest] };
}

function fits(found: RecordIssue, wanted: ExpectedIssue): boolean {
  return Object.entries(wanted).every(
    ([name, value]) => found[name as keyof ExpectedIssue] === value,
  );
}

function toShort({
  severity,
  code,
  line,
  sheet,
  cell,
  path,
  column,
  value,
}: RecordIssue): ExpectedIssue {
  return JSON.parse(
    JSON.stringify(
      { severity, code, line, sheet, cell, path, column, value },
      (_, part: unknown) => part ?? undefined,
    ),
  ) as ExpectedIssue;
}
