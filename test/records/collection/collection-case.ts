import type { CheckRecordsOptions, RecordsFile } from '../../../src/records/check-records.ts';
import type { RecordsReport } from '../../../src/records/records-report.ts';
import { utf8Bytes } from '../../../src/shared/bytes.ts';

/** What the contract says must be found; parts that it leaves open are left out. */
export interface ExpectedIssue {
  readonly severity: 'error' | 'warning';
  readonly code?: string;
  readonly file?: string;
  readonly line?: number;
  readonly sheet?: string;
  readonly cell?: string;
  readonly path?: string;
  readonly column?: string;
  readonly value?: string;
  readonly suggestion?: string;
  readonly computed?: string;
}

export interface Expectation {
  readonly format: RecordsReport['format'];
  readonly encoding: string | null;
  readonly records: number;
  readonly courses: number;
  readonly accepted: number;
  /** Every finding, in any order. */
  readonly issues: readonly ExpectedIssue[];
}

/** Files as a registrar sends them, and what must be said of them. */
export interface CollectionCase {
  readonly title: string;
  readonly files: readonly RecordsFile[];
  readonly expected: Expectation;
  readonly options?: Partial<CheckRecordsOptions>;
}

/** A sentence of the intake contract with the files that put it to the test. */
export interface ContractSentence {
  readonly sentence: string;
  readonly cases: readonly CollectionCase[];
}

export interface Chapter {
  readonly name: string;
  readonly sentences: readonly ContractSentence[];
}

export function chapter(name: string, sentences: readonly ContractSentence[]): Chapter {
  return { name, sentences };
}

export function says(sentence: string, cases: readonly CollectionCase[]): ContractSentence {
  return { sentence, cases };
}

type Content = string | Uint8Array;
type IssuePlace = Omit<ExpectedIssue, 'severity' | 'code'>;

export function error(code: string | undefined, place: IssuePlace = {}): ExpectedIssue {
  return { severity: 'error', ...(code !== undefined && { code }), ...place };
}

export function warning(code: string | undefined, place: IssuePlace = {}): ExpectedIssue {
  return { severity: 'warning', ...(code !== undefined && { code }), ...place };
}

/** One CSV file of one student in two languages with one course, unless something else is expected. */
export function csvFile(
  title: string,
  content: Content,
  expected: Partial<Expectation> = {},
  options?: Partial<CheckRecordsOptions>,
): CollectionCase {
  return file(
    title,
    'records.csv',
    content,
    { format: 'csv', encoding: 'utf-8', ...expected },
    options,
  );
}

/** One file; an error refuses all of its records unless something else is expected. */
export function file(
  title: string,
  name: string,
  content: Content,
  expected: Partial<Expectation>,
  options?: Partial<CheckRecordsOptions>,
): CollectionCase {
  return files(title, { [name]: content }, expected, options);
}

/** Several files of one call. */
export function files(
  title: string,
  contents: Readonly<Record<string, Content>>,
  expected: Partial<Expectation>,
  options?: Partial<CheckRecordsOptions>,
): CollectionCase {
  const issues = expected.issues ?? [];
  const records = expected.records ?? 2;
  const hasErrors = issues.some(({ severity }) => severity === 'error');
  return {
    title,
    files: Object.entries(contents).map(([name, content]) => ({
      name,
      bytes: typeof content === 'string' ? utf8Bytes(content) : content,
    })),
    expected: {
      format: 'csv',
      encoding: 'utf-8',
      courses: 1,
      accepted: hasErrors ? 0 : records,
      ...expected,
      records,
      issues,
    },
    ...(options !== undefined && { options }),
  };
}

/** A file of which nothing can be read but why. */
export function refused(
  title: string,
  name: string,
  content: Content,
  expected: Partial<Expectation>,
  options?: Partial<CheckRecordsOptions>,
): CollectionCase {
  return file(title, name, content, { records: 0, courses: 0, accepted: 0, ...expected }, options);
}

/** Text with one part replaced; a part that is not there is a mistake of the case. */
export function altered(text: string, part: string, other: string): string {
  if (!text.includes(part)) throw new Error(`the sample does not hold ${part}`);
  return text.replace(part, () => other);
}
