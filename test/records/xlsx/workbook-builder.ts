import type { Member } from '../zip/zip-builder.ts';
import { zip } from '../zip/zip-builder.ts';
import type { Row } from '../support.ts';
import { ROW } from '../support.ts';

/** XML of a cell by its place; texts become inline strings. */
export type Cells = Readonly<Record<string, string>>;

interface SheetSource {
  readonly name: string;
  /** Content of `sheetData`. */
  readonly data: string;
  /** What stands before and behind it. */
  readonly before?: string;
  readonly after?: string;
}

export interface WorkbookSource {
  readonly sheets: readonly SheetSource[];
  readonly date1904?: boolean;
  /** Content of `sst`. */
  readonly strings?: string;
  /** Number formats of the cell styles: a built-in number or a code. */
  readonly formats?: readonly (number | string)[];
  readonly contentTypes?: string;
  readonly extra?: readonly Member[];
  /** Replaces parts by path. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** A workbook of parts written by hand, for what no spreadsheet program would write. */
export function workbook(source: WorkbookSource): Uint8Array<ArrayBuffer> {
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types">${source.contentTypes ?? ''}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships">${relation('r0', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml':
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${source.date1904 === true ? ' date1904="1"' : ''}/><sheets>` +
      source.sheets
        .map(({ name }, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="s${index}"/>`)
        .join('') +
      '</sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${PACKAGE}/relationships">` +
      source.sheets
        .map((_, index) => relation(`s${index}`, 'worksheet', `worksheets/sheet${index + 1}.xml`))
        .join('') +
      relation('strings', 'sharedStrings', 'sharedStrings.xml') +
      relation('styles', 'styles', '/xl/styles.xml') +
      '</Relationships>',
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${source.strings ?? ''}</sst>`,
    'xl/styles.xml': stylesOf(source.formats ?? []),
  };
  for (const [index, { data, before, after }] of source.sheets.entries()) {
    parts[`xl/worksheets/sheet${index + 1}.xml`] =
      `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}">${before ?? ''}` +
      `<sheetData>${data}</sheetData>${after ?? ''}</worksheet>`;
  }
  const files = Object.entries({ ...parts, ...source.parts });
  return zip([...files.map(([name, content]) => ({ name, content })), ...(source.extra ?? [])]);
}

/** A workbook of one sheet. */
export function oneSheet(
  data: string,
  source: Partial<WorkbookSource> = {},
): Uint8Array<ArrayBuffer> {
  return workbook({ sheets: [{ name: 'Sheet1', data }], ...source });
}

/** A row of cells by column letter: `<c>` elements without a place, or plain text. */
export function row(number: number, cells: Cells): string {
  const written = Object.entries(cells).map(([letters, content]) => {
    const place = `${letters}${number}`;
    return content.startsWith('<c')
      ? content.replace('<c', `<c r="${place}"`)
      : `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escape(content)}</t></is></c>`;
  });
  return `<row r="${number}">${written.join('')}</row>`;
}

/** Letters of the columns A to Z, then AA to AZ. */
export function letters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `A${letter}`;
}

/** A table as rows from row 1: names, then records of which each says only what differs from `ROW`. */
export function table(rows: readonly Row[], base: Row = ROW): string {
  const columns = [...new Set([base, ...rows].flatMap((cells) => Object.keys(cells)))];
  const toCells = (cells: Row): Cells =>
    Object.fromEntries(
      columns.flatMap((name, index) => {
        const content = cells[name];
        return content === undefined ? [] : [[letters(index), content]];
      }),
    );
  const names = Object.fromEntries(columns.map((name) => [name, name]));
  return [names, ...rows.map((cells) => ({ ...base, ...cells }))]
    .map((cells, index) => row(index + 1, toCells(cells)))
    .join('');
}

/** A number cell, with the style of that number. */
export function number(value: number | string, style = 0): string {
  return `<c s="${style}"><v>${value}</v></c>`;
}

function stylesOf(formats: readonly (number | string)[]): string {
  const customs = formats.flatMap((code, index) =>
    typeof code === 'string'
      ? [`<numFmt numFmtId="${164 + index}" formatCode="${escape(code)}"/>`]
      : [],
  );
  const styles = ['General', ...formats].map(
    (code, index) =>
      `<xf numFmtId="${typeof code === 'number' ? code : index === 0 ? 0 : 163 + index}"/>`,
  );
  return (
    `<styleSheet xmlns="${MAIN}"><numFmts>${customs.join('')}</numFmts>` +
    `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles.join('')}</cellXfs></styleSheet>`
  );
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
