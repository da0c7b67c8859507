import { gradesByCode } from '../transcript/figures/course-sums.ts';
import type { GpaRounding, GradingScheme } from '../transcript/grading-scheme.ts';
import type { CivilDate } from '../transcript/record.ts';
import type { RepeatedCourses } from '../transcript/repeated-courses.ts';
import { COUNT_EVERY_ATTEMPT } from '../transcript/repeated-courses.ts';
import type { IntakeLimits } from './limits.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { RawRecord } from './raw/raw-record.ts';
import type { Turn } from './raw/turn.ts';
import { TURN } from './raw/turn.ts';
import { FileReader } from './read-file.ts';
import type { RecordsReport } from './records-report.ts';
import type { Issue } from './rules/issue-collector.ts';
import { IssueCollector } from './rules/issue-collector.ts';
import type { RecordEvent } from './validate/duplicates.ts';
import { RecordSet } from './validate/duplicates.ts';
import type { ValueContext } from './values/read-value.ts';
import { ValueMemory } from './values/value-memory.ts';
import type { ByteRanges } from './zip/byte-ranges.ts';
import type { Validation } from './validate/validate-record.ts';
import { validateRecord } from './validate/validate-record.ts';

/** What records are checked against. */
export interface CheckRecordsOptions {
  readonly scheme: GradingScheme;
  readonly rounding: GpaRounding;
  /** Civil date in Asia/Bangkok: what lies behind it is in the future. */
  readonly today: CivilDate;
  /** Whether a figure that differs from ours is an error or a warning. */
  readonly gpaDifference: 'error' | 'warning';
  /** How courses taken more than once count; left out, every attempt does. */
  readonly repeatedCourses?: RepeatedCourses;
  /** When given, records that name another institution (national messages do) are refused. */
  readonly institutionCode?: string;
  readonly limits?: Partial<IntakeLimits>;
}

/** What a batch's check tells while it goes on. */
export type CheckEvent = RecordEvent | { readonly type: 'looked-at' | Turn };

/** Takes what somebody else finds wrong with records that the rules of intake accept. */
export interface LateFindings {
  add(issue: Issue): void;
  /** The record is not accepted after all. @param ordinal of a record that has not been taken back. */
  refuse(ordinal: number): void;
}

/**
 * The check of one batch, file by file and piece by piece: parser, raw records, validator, duplicates. What
 * becomes of a record is told as soon as it is known; the report comes at the end.
 */
export class BatchCheck implements LateFindings {
  readonly #context: ValueContext;
  readonly #validation: Validation;
  readonly #issues: IssueCollector;
  readonly #records: RecordSet;
  readonly #refused = new Set<number>();
  #courses = 0;
  #first: FileReader | undefined;
  #file:
    | { readonly name: string; readonly reader: FileReader; readonly errorsBefore: number }
    | undefined;
  #recordsInFile = 0;

  /** @param fileNames in the order in which the files will come. */
  constructor(fileNames: readonly string[], options: CheckRecordsOptions) {
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const grades = gradesByCode(options.scheme);
    this.#issues = new IssueCollector(limits.reportedIssues, fileNames);
    this.#records = new RecordSet(this.#issues);
    this.#context = { scheme: options.scheme, grades };
    this.#validation = {
      scheme: options.scheme,
      values: new ValueMemory(this.#context),
      figures: {
        grades,
        rounding: options.rounding,
        gpaDifference: options.gpaDifference,
        repeated: options.repeatedCourses ?? COUNT_EVERY_ATTEMPT,
      },
      limits,
      issues: this.#issues,
      today: options.today,
      ...(options.institutionCode !== undefined && { institutionCode: options.institutionCode }),
    };
  }

  startFile(name: string): void {
    const { limits, issues } = this.#validation;
    const reader = new FileReader({ file: name, limits, issues, context: this.#context });
    this.#first ??= reader;
    this.#recordsInFile = 0;
    this.#file = { name, reader, errorsBefore: issues.errorCount };
  }

  /** Takes the next piece of the file that was started; its memory may be used again afterwards. */
  *write(bytes: Uint8Array): Generator<CheckEvent> {
    if (this.#file !== undefined) yield* this.#judge(this.#file.reader.write(bytes));
  }

  /** Whether no more pieces of the file need to be written, if the whole of it can be had at its end. */
  get needsWhole(): boolean {
    return this.#file?.reader.isContainer === true;
  }

  /**
   * The file that was started has ended.
   * @param ranges all of it, when it {@link needsWhole} and not every piece was written.
   */
  *endFile(ranges?: ByteRanges): Generator<CheckEvent> {
    const file = this.#file;
    if (file === undefined) return;
    yield* this.#judge(file.reader.end(ranges));
    if (this.#recordsInFile === 0 && this.#issues.errorCount === file.errorsBefore) {
      const place = { file: file.name, line: null, path: null };
      this.#issues.add({ code: 'file-empty', place });
    }
    this.#file = undefined;
  }

  add(issue: Issue): void {
    this.#issues.add(issue);
  }

  refuse(ordinal: number): void {
    this.#refused.add(ordinal);
  }

  toReport(): RecordsReport {
    return {
      format: this.#first?.format ?? 'unknown',
      encoding: this.#first?.encoding ?? null,
      records: this.#records.count,
      courses: this.#courses,
      accepted: this.#records.acceptedCount - this.#refused.size,
      errorCount: this.#issues.errorCount,
      warningCount: this.#issues.warningCount,
      errors: this.#issues.inOrder(),
    };
  }

  *#judge(records: Iterable<RawRecord | Turn>): Generator<CheckEvent> {
    for (const raw of records) {
      if (raw === TURN) {
        yield { type: TURN };
        continue;
      }
      this.#recordsInFile++;
      this.#issues.settle(raw);
      this.#issues.enterRecord(raw.row);
      const validated = validateRecord(raw, this.#validation);
      this.#courses += validated.courseCount;
      const events = this.#records.add(validated);
      this.#issues.leaveRecord();
      yield* events;
      yield { type: 'looked-at' };
    }
  }
}
