import { SPREADSHEET_NAMESPACE } from './namespaces.ts';
import type { CellStyle } from './written-sheet.ts';

interface StyleRow {
  readonly style: CellStyle;
  /** 0 general, 2 two decimals, 49 text (ECMA-376-1 §18.8.30). */
  readonly format: number;
  readonly font: number;
  readonly fill: number;
  readonly border: number;
  readonly alignment: string;
}

const TOP = '<alignment vertical="top"/>';
const LEFT = '<alignment horizontal="left" vertical="top"/>';
const WRAPPED = '<alignment vertical="top" wrapText="1"/>';

const STYLES: readonly StyleRow[] = [
  { style: 'plain', format: 0, font: 0, fill: 0, border: 0, alignment: LEFT },
  { style: 'text', format: 49, font: 0, fill: 0, border: 0, alignment: TOP },
  { style: 'figure', format: 2, font: 0, fill: 0, border: 0, alignment: LEFT },
  { style: 'header', format: 49, font: 1, fill: 2, border: 1, alignment: TOP },
  { style: 'required', format: 49, font: 1, fill: 3, border: 1, alignment: TOP },
  { style: 'title', format: 49, font: 2, fill: 0, border: 0, alignment: TOP },
  { style: 'prose', format: 49, font: 0, fill: 0, border: 0, alignment: WRAPPED },
];

/** Texts that spreadsheet programs would otherwise run when the cell is edited. */
const QUOTED_OFFSET = STYLES.length;

/** The number of a style in the style sheet; of its variant for text that looks like a formula. */
export function styleNumber(style: CellStyle, isFormulaLike = false): number {
  const index = STYLES.findIndex((row) => row.style === style);
  return isFormulaLike ? index + QUOTED_OFFSET : index;
}

/** The style sheet of every workbook that we write. Tahoma is on every Thai desktop and shows both scripts. */
export function toStylesXml(): string {
  const font = (size: number, bold: boolean): string =>
    `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="Tahoma"/><family val="2"/></font>`;
  const fill = (colour: string): string =>
    `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
  const formats = [false, true].flatMap((isQuoted) => STYLES.map((row) => toFormat(row, isQuoted)));
  return (
    `<styleSheet xmlns="${SPREADSHEET_NAMESPACE}">` +
    `<fonts count="3">${font(10, false)}${font(10, true)}${font(14, true)}</fonts>` +
    '<fills count="4"><fill><patternFill patternType="none"/></fill>' +
    '<fill><patternFill patternType="gray125"/></fill>' +
    `${fill('FFE7E6E6')}${fill('FFD9E8F6')}</fills>` +
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
    '<border><left/><right/><top/><bottom style="thin"><color rgb="FF7F7F7F"/></bottom><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${formats.length}">${formats.join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
    '</styleSheet>'
  );
}

function toFormat(row: StyleRow, isQuoted: boolean): string {
  return (
    `<xf numFmtId="${row.format}" fontId="${row.font}" fillId="${row.fill}" borderId="${row.border}" xfId="0"` +
    ` applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"` +
    `${isQuoted ? ' quotePrefix="1"' : ''}>${row.alignment}</xf>`
  );
}
