import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const ROWS_PER_PIECE = 500;
/** Excel stores these as numbers; everything else is text. */
const NUMBER = /^(?:0|[1-9]\d{0,8})(?:\.\d*[1-9])?$/;

/**
 * The cells of a CSV file (of ours: nothing in it is quoted) as one sheet, the way Excel stores it: texts once
 * each in a part of their own, numbers in the cells, places on rows and cells, packed as it is written.
 */
export async function writeWorkbookOf(csvPath: string, path: string): Promise<void> {
  const output = createWriteStream(path);
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    pieces.push(piece);
  });
  for (const [name, xml] of Object.entries(PARTS)) {
    const part = new ZipPassThrough(name);
    zip.add(part);
    part.push(Buffer.from(DECLARATION + xml), true);
  }
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 1 });
  zip.add(sheet);
  const texts = new Map<string, number>();
  let xml = `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetFormatPr defaultRowHeight="15"/><sheetData>`;
  let row = 0;
  for await (const line of createInterface({ input: createReadStream(csvPath) })) {
    xml += toRow(line.split(','), ++row, texts);
    if (row % ROWS_PER_PIECE !== 0) continue;
    sheet.push(Buffer.from(xml));
    xml = '';
    if (!output.write(Buffer.concat(pieces.splice(0)))) await once(output, 'drain');
  }
  sheet.push(Buffer.from(`${xml}</sheetData></worksheet>`), true);
  const strings = new ZipDeflate('xl/sharedStrings.xml', { level: 1 });
  zip.add(strings);
  const items = Array.from(texts.keys(), (text) => `<si><t>${text}</t></si>`).join('');
  strings.push(Buffer.from(`${DECLARATION}<sst xmlns="${MAIN}">${items}</sst>`), true);
  zip.end();
  output.end(Buffer.concat(pieces));
  await once(output, 'finish');
}

function toRow(cells: readonly string[], row: number, texts: Map<string, number>): string {
  const written = cells.map((text, column) => {
    const place = `${String.fromCharCode(65 + column)}${row}`;
    if (NUMBER.test(text)) return `<c r="${place}"><v>${text}</v></c>`;
    const number = texts.get(text) ?? texts.size;
    texts.set(text, number);
    return `<c r="${place}" t="s"><v>${number}</v></c>`;
  });
  return `<row r="${row}" spans="1:${cells.length}">${written.join('')}</row>`;
}

const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"/>`,
  '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
  'xl/workbook.xml':
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">` +
    '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': relationships([
    ['worksheet', 'worksheets/sheet1.xml'],
    ['sharedStrings', 'sharedStrings.xml'],
  ]),
};

function relationships(links: readonly (readonly [type: string, target: string])[]): string {
  const written = links.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${written.join('')}</Relationships>`;
}
