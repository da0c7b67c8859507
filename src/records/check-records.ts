import { gradesByCode } from '../transcript/figures/course-sums.ts';
import type { GpaRounding, GradingScheme } from '../transcript/grading-scheme.ts';
import type { CivilDate } from '../transcript/record.ts';
import type { IntakeLimits } from './limits.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { Reading } from './raw/reading.ts';
import { readFile } from './read-file.ts';
import type { RecordsReport } from './records-report.ts';
import { IssueCollector } from './rules/issue-collector.ts';
import type { AcceptedRecord } from './validate/duplicates.ts';
import { RecordSet } from './validate/duplicates.ts';
import type { Validation } from './validate/validate-record.ts';
import { validateRecord } from './validate/validate-record.ts';

/** A file as the registrar sent it. */
export interface RecordsFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What records are checked against. */
export interface CheckRecordsOptions {
  readonly scheme: GradingScheme;
  readonly rounding: GpaRounding;
  /** Civil date in Asia/Bangkok: what lies behind it is in the future. */
  readonly today: CivilDate;
  /** Whether a figure that differs from ours is an error or a warning. */
  readonly gpaDifference: 'error' | 'warning';
  /** When given, records that name another institution (national messages do) are refused. */
  readonly institutionCode?: string;
  readonly limits?: Partial<IntakeLimits>;
}

/** The report, and the records without an error in the order of the files. */
export interface CheckedRecords {
  readonly report: RecordsReport;
  readonly records: readonly AcceptedRecord[];
}

/**
 * Reads what a registrar submits (CSV, JSON, NDJSON, ETDA XML; told apart by content) and holds every
 * record to every rule. Never throws on what files hold: whatever is wrong is in the report. All files
 * are one batch.
 */
export function checkRecords(
  files: readonly RecordsFile[],
  options: CheckRecordsOptions,
): CheckedRecords {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const issues = new IssueCollector(
    limits.reportedIssues,
    files.map(({ name }) => name),
  );
  const grades = gradesByCode(options.scheme);
  const context = { scheme: options.scheme, grades };
  const validation: Validation = {
    context,
    figures: { grades, rounding: options.rounding, gpaDifference: options.gpaDifference },
    limits,
    issues,
    today: options.today,
    ...(options.institutionCode !== undefined && { institutionCode: options.institutionCode }),
  };
  const records = new RecordSet(issues);
  let courses = 0;
  let first: { format: RecordsReport['format']; encoding: string | null } | undefined;
  for (const file of files) {
    const reading: Reading = { file: file.name, limits, issues, context };
    const errorsBefore = issues.errorCount;
    let isEmpty = true;
    const read = readFile(file.bytes, reading);
    first ??= read;
    for (const raw of read.records) {
      isEmpty = false;
      const validated = validateRecord(raw, validation);
      courses += validated.courseCount;
      records.add(validated);
    }
    if (isEmpty && issues.errorCount === errorsBefore) {
      issues.add({ code: 'file-empty', place: { file: file.name, line: null, path: null } });
    }
  }
  const accepted = records.accepted();
  return {
    report: {
      format: first?.format ?? 'unknown',
      encoding: first?.encoding ?? null,
      records: records.count,
      courses,
      accepted: accepted.length,
      errorCount: issues.errorCount,
      warningCount: issues.warningCount,
      errors: issues.inOrder(),
    },
    records: accepted,
  };
}
