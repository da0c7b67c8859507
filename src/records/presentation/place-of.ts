import type { RecordIssue } from '../records-report.ts';

/** Where a finding stands, as people write places: `file:12`, `file:courses!F214`, `file:/0/terms`. */
export function placeOf({ file, line, sheet, cell, path }: RecordIssue): string {
  if (cell !== null || sheet !== null) {
    return `${file}:${[sheet, cell].filter((part) => part !== null).join('!')}`;
  }
  const parts = [file, line, path].filter((part) => part !== null && part !== '');
  return parts.join(':');
}
