import { FormatError } from '../../../shared/format-error.ts';
import { trimBlanks } from '../../raw/trim-blanks.ts';
import type { SheetCell } from '../sheet/sheet-cell.ts';
import type { Workbook } from '../workbook/workbook.ts';
import { fromEscapedText } from './escaped-text.ts';
import { findExcelDate } from './excel-date.ts';
import type { NumberFormat } from './number-format.ts';
import { hasLostDigits, toNumberText } from './number-text.ts';

/** A cell as the file stores it (CT_Cell, ECMA-376-1 §18.3.1.4). */
export interface StoredCell {
  readonly column: number;
  /** `s` shared text, `inlineStr`, `str` text of a formula, `n` number, `d` date, `b` truth, `e` error. */
  readonly type: string;
  readonly style: number;
  readonly isFormula: boolean;
  readonly value: string;
}

const GENERAL: NumberFormat = { shows: 'number' };

/** A stored cell as Excel shows it. @throws FormatError `xlsx/structure` for a text that is not there. */
export function toSheetCell(cell: StoredCell, workbook: Workbook): SheetCell {
  const { column, isFormula } = cell;
  const shown = show(cell, workbook);
  return {
    column,
    isFormula,
    hasLostDigits: shown.holds === 'number' && hasLostDigits(cell.value),
    holds: shown.holds,
    text: trimBlanks(shown.text),
  };
}

function show(cell: StoredCell, workbook: Workbook): Pick<SheetCell, 'holds' | 'text'> {
  const { type, value } = cell;
  if (type === 's') return { holds: 'text', text: getSharedText(value, workbook) };
  // Inline text has been put together from its pieces already.
  if (type === 'inlineStr') return { holds: 'text', text: value };
  if (type === 'str') return { holds: 'text', text: fromEscapedText(value) };
  if (type === 'e') return { holds: 'error', text: value === '' ? '#ERROR' : value };
  if (type === 'b') return { holds: 'text', text: value === '1' ? 'TRUE' : 'FALSE' };
  if (type === 'd') return { holds: 'date', text: value.replace(/T.*$/s, '') };
  const format = workbook.formats[cell.style] ?? GENERAL;
  if (format.shows === 'date' && value !== '') {
    const date = findExcelDate(Number(value), workbook.epoch);
    if (date !== undefined) return { holds: 'date', text: date };
  }
  if (format.shows === 'percent' && value !== '') {
    return { holds: 'number', text: `${toNumberText(String(100 * Number(value)), GENERAL)}%` };
  }
  return { holds: 'number', text: toNumberText(value, format) };
}

function getSharedText(value: string, { strings }: Workbook): string {
  if (value === '') return '';
  const text = strings.get(Number(value));
  if (text === undefined) throw new FormatError('xlsx/structure', 'a shared text is missing');
  return text;
}
