import type { RecordIssue } from '../records-report.ts';

/**
 * What was found in a row, as the text of one cell: for each finding its weight, the cell of a workbook, the
 * column, and the sentence in Thai and English with what was most likely meant.
 * @param headerLine findings up to this line are about the header or the whole file.
 */
export function toFindingsText(findings: readonly RecordIssue[], headerLine: number): string {
  return findings.map((finding) => toFindingText(finding, headerLine)).join(' | ');
}

function toFindingText(finding: RecordIssue, headerLine: number): string {
  const { severity, line, cell, column, messageTh, messageEn, suggestion } = finding;
  const about = line === null ? 'ทั้งไฟล์ · file: ' : line <= headerLine ? 'หัวตาราง · header: ' : '';
  const named = column === null ? '' : `${column}: `;
  // Most sentences name it themselves.
  const meant =
    suggestion === undefined || messageEn.includes(suggestion) ? '' : ` → ${suggestion}`;
  const place = cell === null ? '' : `${cell} `;
  return `${severity === 'error' ? '✕' : '!'} ${about}${place}${named}${messageTh} · ${messageEn}${meant}`;
}
