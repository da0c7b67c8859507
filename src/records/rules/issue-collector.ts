import type { RecordIssue } from '../records-report.ts';
import type { Place, RawRecord } from '../raw/raw-record.ts';
import { maskCitizenId, maskCitizenIdsIn, toShownValue } from './mask.ts';
import { OpenFindings } from './open-findings.ts';
import type { RuleCode } from './rules.ts';
import { RULES } from './rules.ts';

/** Details are lists and hints of ours, such as all missing columns. */
const MAX_DETAIL_LENGTH = 1000;
const MAX_SEARCHED_LENGTH = 4000;
/** Stands for bytes that an encoding cannot mean. */
const REPLACEMENT = 'U+FFFD';

/** What a rule found wrong; `details` fill the blanks of its sentences. */
export interface Issue {
  readonly code: RuleCode;
  readonly place: Place;
  /** The row that names its record, where it is not the record that is being read or judged. */
  readonly row?: number;
  /** The contract's column name, or the name that stands in the file where the contract has none. */
  readonly column?: string;
  readonly value?: string;
  readonly details?: Readonly<Record<string, string>>;
  /** Whether the value is a list of ours, which is shown whole, and no text of the file. */
  readonly isOwnList?: boolean;
  /**
   * The cell of a workbook, the value in JSON or the row of CSV could not be read as it is: what else could be said of it follows
   * from that and is left out.
   */
  readonly isUnreadable?: boolean;
  /** Overrides the rule's severity where an institution may choose. */
  readonly severity?: 'error' | 'warning';
}

interface KeptIssue {
  /** Counts what was found. */
  readonly found: number;
  readonly fileIndex: number;
  readonly sourceIndex: number;
  readonly issue: RecordIssue;
  /** Names its record within the file. */
  row?: number;
}

/** How much had been found at some time. */
export interface IssueMark {
  readonly errors: number;
  readonly warnings: number;
  readonly kept: { readonly error: number; readonly warning: number };
  readonly unreadable: number;
  readonly sources: number;
}

/**
 * Gathers what is wrong with a batch. Counts everything, keeps the first 10,000 (errors before warnings:
 * they are what stands in the way), and lets no citizen id through.
 */
export class IssueCollector {
  #errorCount = 0;
  #warningCount = 0;
  readonly #kept: Readonly<Record<'error' | 'warning', KeptIssue[]>> = { error: [], warning: [] };
  /** Cells that could not be read, as far as they are kept. */
  readonly #unreadable = new Set<string>();
  /** Lines of rows that could not be divided into cells. */
  readonly #brokenRows = new Set<string>();
  /** Lines with bytes that their encoding cannot mean. */
  readonly #brokenLines = new Set<string>();
  readonly #limit: number;
  readonly #open = new OpenFindings();
  /** The record that is being read or judged. */
  #row: number | undefined;
  readonly #fileIndexes: Map<string, number>;
  /** Files and sheets in the order in which something was found in them. */
  readonly #sourceIndexes = new Map<string, number>();

  constructor(limit: number, fileNames: readonly string[]) {
    this.#limit = limit;
    this.#fileIndexes = new Map(fileNames.map((name, index) => [name, index]));
  }

  get errorCount(): number {
    return this.#errorCount;
  }

  get warningCount(): number {
    return this.#warningCount;
  }

  add(found: Issue): void {
    if (this.#isSaid(found)) return;
    const rule = RULES[found.code];
    const severity = found.severity ?? rule.severity;
    if (severity === 'error') this.#errorCount++;
    else this.#warningCount++;
    const kept = this.#kept[severity];
    if (kept.length >= this.#limit) return;
    const maxLength = found.isOwnList === true ? MAX_DETAIL_LENGTH : undefined;
    const value = found.value === undefined ? null : shown(found.value, found.column, maxLength);
    const column = found.column === undefined ? null : maskCitizenIdsIn(found.column);
    const blanks: Record<string, string> = { column: column ?? '', value: value ?? '' };
    for (const [name, text] of Object.entries(found.details ?? {})) {
      blanks[name] = shown(text, found.column, MAX_DETAIL_LENGTH);
    }
    const row = found.row ?? this.#row;
    const finding: KeptIssue = {
      found: this.#errorCount + this.#warningCount,
      fileIndex: this.#fileIndexes.get(found.place.file) ?? 0,
      sourceIndex: this.#sourceIndexOf(found.place),
      issue: {
        file: found.place.file,
        line: found.place.line,
        sheet: found.place.sheet ?? null,
        cell: found.place.cell ?? null,
        path: found.place.path === null ? null : maskCitizenIdsIn(found.place.path),
        column,
        code: found.code,
        value,
        severity,
        messageTh: fillIn(rule.th, blanks),
        messageEn: fillIn(rule.en, blanks),
        ...(blanks['suggestion'] !== undefined && { suggestion: blanks['suggestion'] }),
        ...(blanks['computed'] !== undefined && { computed: blanks['computed'] }),
      },
      ...(row !== undefined && { row }),
    };
    kept.push(finding);
    if (row === undefined) this.#open.add(found.place, finding);
  }

  /** What is found from now on is about the record that this row names, until {@link leaveRecord}. */
  enterRecord(row: number): void {
    this.#row = row;
  }

  leaveRecord(): void {
    this.#row = undefined;
  }

  /** Gives what has been found about rows of a table to the record that they have turned out to be of. */
  settle({ place, row, terms }: Pick<RawRecord, 'place' | 'row' | 'terms'>): void {
    // In other formats than tables a record is known before anything is found in it.
    if (place.path === null) this.#open.settle(rowsOf(place, terms), row);
  }

  /** Remembers what has been found so far, for {@link rollBack}. */
  mark(): IssueMark {
    return {
      errors: this.#errorCount,
      warnings: this.#warningCount,
      kept: { error: this.#kept.error.length, warning: this.#kept.warning.length },
      unreadable: this.#unreadable.size,
      sources: this.#sourceIndexes.size,
    };
  }

  /** Forgets what has been found since: the file is read again in another way. */
  rollBack(mark: IssueMark): void {
    this.#errorCount = mark.errors;
    this.#warningCount = mark.warnings;
    this.#kept.error.length = mark.kept.error;
    this.#kept.warning.length = mark.kept.warning;
    for (const cell of [...this.#unreadable].slice(mark.unreadable)) this.#unreadable.delete(cell);
    for (const source of [...this.#sourceIndexes.keys()].slice(mark.sources)) {
      this.#sourceIndexes.delete(source);
    }
  }

  /** Gives a file in a zip the place of its zip in the report. */
  enterMember(member: string, container: string): void {
    if (this.#fileIndexes.has(member)) return;
    this.#fileIndexes.set(member, this.#fileIndexes.get(container) ?? 0);
  }

  #sourceIndexOf({ file, sheet }: Place): number {
    const source = `${file}\u0000${sheet ?? ''}`;
    const known = this.#sourceIndexes.get(source);
    if (known !== undefined) return known;
    this.#sourceIndexes.set(source, this.#sourceIndexes.size);
    return this.#sourceIndexes.size - 1;
  }

  /** Whether a finding only repeats what has been said of its cell, or of bytes on its line. */
  #isSaid({ code, place, isUnreadable, details }: Issue): boolean {
    const line = `${place.file}\u0000${place.line ?? ''}`;
    if (code === 'encoding-invalid' && this.#brokenLines.size < this.#limit) {
      this.#brokenLines.add(line);
    }
    if (code === 'character-broken' && details?.['character'] === REPLACEMENT) {
      return this.#brokenLines.has(line);
    }
    const spot = place.cell ?? place.path;
    if (spot === null) return this.#isOfBrokenRow(line, code, isUnreadable);
    const key = `${line}\u0000${place.sheet ?? ''}!${spot}`;
    if (this.#unreadable.has(key)) return true;
    if (isUnreadable === true && this.#unreadable.size < this.#limit) this.#unreadable.add(key);
    return false;
  }

  /** A row of CSV that could not be divided into its cells lacks nothing: nobody knows what it held. */
  #isOfBrokenRow(line: string, code: RuleCode, isUnreadable: boolean | undefined): boolean {
    if (isUnreadable === true && this.#brokenRows.size < this.#limit) this.#brokenRows.add(line);
    return code === 'value-missing' && this.#brokenRows.has(line);
  }

  /** In the order of their places: by file as given, member or sheet, line, then as they were found. */
  inOrder(): RecordIssue[] {
    return [...this.#kept.error, ...this.#kept.warning]
      .slice(0, this.#limit)
      .toSorted(
        (left, right) =>
          left.fileIndex - right.fileIndex ||
          left.sourceIndex - right.sourceIndex ||
          (left.issue.line ?? 0) - (right.issue.line ?? 0) ||
          left.found - right.found,
      )
      .map(({ issue, row }) => (row === undefined ? issue : { ...issue, row }));
  }
}

function* rowsOf(first: Place, terms: RawRecord['terms']): Generator<Place> {
  yield first;
  for (const { place } of terms) yield place;
}

function shown(text: string, column: string | undefined, maxLength?: number): string {
  // Long texts are cut before they are searched, far enough behind what is shown that no id is cut open.
  const start = text.slice(0, MAX_SEARCHED_LENGTH);
  const masked = column === 'citizen_id' ? maskCitizenId(start) : maskCitizenIdsIn(start);
  return toShownValue(masked, maxLength);
}

function fillIn(template: string, blanks: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => blanks[name] ?? '').trimEnd();
}
