import { displayWidth } from '../../presentation/display-width.ts';
import { columnLetters, formatCellReference, MAX_ROWS } from '../cells/cell-reference.ts';
import { toEscapedText } from '../cells/escaped-text.ts';
import { SPREADSHEET_NAMESPACE } from './namespaces.ts';
import { styleNumber } from './styles-xml.ts';
import type { ColumnChoice, WrittenCell, WrittenSheet } from './written-sheet.ts';

/** Points; Thai marks above and below need their room. */
const LINE_HEIGHT = 15;
const TITLE_HEIGHT = 24;
const DEFAULT_WIDTH = 8.43;
/** Lines break at words (in Thai without blanks), so they are never quite full. */
const FILLED = 0.95;
const FORMULA_LIKE = /^[=+\-@]/;

/** One sheet as its part of the package; elements in the order of CT_Worksheet (ECMA-376-1 §18.3.1.99). */
export function toSheetXml(sheet: WrittenSheet, isFirst: boolean): string {
  const width = Math.max(sheet.columns.length, 1);
  const last = formatCellReference({ row: Math.max(sheet.rows.length, 1) - 1, column: width - 1 });
  return (
    `<worksheet xmlns="${SPREADSHEET_NAMESPACE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<dimension ref="A1:${last}"/>` +
    `${toView(sheet, isFirst)}<sheetFormatPr defaultRowHeight="15" customHeight="1"/>${toColumns(sheet)}` +
    `<sheetData>${sheet.rows.map((row, index) => toRow(row, index, sheet)).join('')}</sheetData>` +
    toChoices(sheet.choices) +
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>' +
    // Student numbers are text on purpose: no green corners.
    `<ignoredErrors><ignoredError sqref="A1:${columnLetters(width - 1)}${MAX_ROWS}" numberStoredAsText="1"/></ignoredErrors>` +
    '</worksheet>'
  );
}

/** Text as XML has it, in an element or a quoted attribute. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function toView({ frozen }: WrittenSheet, isFirst: boolean): string {
  const { rows, columns } = frozen;
  const corner = formatCellReference({ row: rows, column: columns });
  const pane = rows > 0 && columns > 0 ? 'bottomRight' : rows > 0 ? 'bottomLeft' : 'topRight';
  const frozenPane =
    rows + columns === 0
      ? ''
      : `<pane${columns > 0 ? ` xSplit="${columns}"` : ''}${rows > 0 ? ` ySplit="${rows}"` : ''}` +
        ` topLeftCell="${corner}" activePane="${pane}" state="frozen"/>` +
        `<selection pane="${pane}" activeCell="${corner}" sqref="${corner}"/>`;
  return (
    `<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">` +
    `${frozenPane}</sheetView></sheetViews>`
  );
}

function toColumns({ columns }: WrittenSheet): string {
  if (columns.length === 0) return '';
  const written = columns.map(
    ({ width, style }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${styleNumber(style)}" customWidth="1"/>`,
  );
  return `<cols>${written.join('')}</cols>`;
}

function toRow(
  cells: readonly (WrittenCell | undefined)[],
  row: number,
  sheet: WrittenSheet,
): string {
  const written = cells.map((cell, column) =>
    cell === undefined ? '' : toCell(cell, formatCellReference({ row, column })),
  );
  const height = heightOf(cells, sheet);
  return `<row r="${row + 1}" ht="${height}" customHeight="1">${written.join('')}</row>`;
}

/** Programs differ in whether they fit rows to wrapped text by themselves; so every row says it. */
function heightOf(cells: readonly (WrittenCell | undefined)[], { columns }: WrittenSheet): number {
  let lines = 1;
  for (const [index, cell] of cells.entries()) {
    if (cell?.style === 'title') return TITLE_HEIGHT;
    if (cell?.style !== 'prose') continue;
    const width = (columns[index]?.width ?? DEFAULT_WIDTH) * FILLED;
    lines = Math.max(lines, Math.ceil(displayWidth(String(cell.value)) / width));
  }
  return lines * LINE_HEIGHT;
}

function toCell({ value, style }: WrittenCell, reference: string): string {
  if (typeof value === 'number') {
    return `<c r="${reference}" s="${styleNumber(style)}"><v>${value}</v></c>`;
  }
  const number = styleNumber(style, FORMULA_LIKE.test(value));
  const text = escapeXml(toEscapedText(value));
  return `<c r="${reference}" s="${number}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

function toChoices(choices: readonly ColumnChoice[]): string {
  if (choices.length === 0) return '';
  const written = choices.map(({ column, values, isStrict }) => {
    const letters = columnLetters(column);
    return (
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1"${isStrict ? '' : ' errorStyle="warning"'}` +
      ` sqref="${letters}2:${letters}${MAX_ROWS}"><formula1>"${escapeXml(values.join(','))}"</formula1></dataValidation>`
    );
  });
  return `<dataValidations count="${choices.length}">${written.join('')}</dataValidations>`;
}
