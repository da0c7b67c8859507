import { zipSync } from 'fflate';
import { utf8Bytes } from '../../../shared/bytes.ts';
import { OFFICE_RELATIONSHIPS, PACKAGE_NAMESPACE, SPREADSHEET_NAMESPACE } from './namespaces.ts';
import { escapeXml, toSheetXml } from './sheet-xml.ts';
import { toStylesXml } from './styles-xml.ts';
import type { WrittenSheet } from './written-sheet.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** The earliest time that a zip can say: the same workbook is the same bytes. */
const NO_TIME = '1980-01-01T00:00:00';

/** A workbook of these sheets as an .xlsx file. The same sheets give the same bytes. */
export function encodeWorkbook(sheets: readonly WrittenSheet[]): Uint8Array<ArrayBuffer> {
  const paths = sheets.map((_, index) => `worksheets/sheet${index + 1}.xml`);
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': toContentTypes(paths),
    '_rels/.rels': toRelationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': toWorkbookXml(sheets),
    'xl/_rels/workbook.xml.rels': toRelationships([
      ...paths.map((path) => ['worksheet', path] as const),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': toStylesXml(),
    ...Object.fromEntries(
      sheets.map((sheet, index) => [`xl/${paths[index]!}`, toSheetXml(sheet, index === 0)]),
    ),
  };
  const files = Object.entries(parts).map(
    ([name, xml]) => [name, utf8Bytes(DECLARATION + xml)] as const,
  );
  return zipSync(Object.fromEntries(files), { mtime: NO_TIME });
}

function toContentTypes(paths: readonly string[]): string {
  const override = (path: string, type: string): string =>
    `<Override PartName="/xl/${path}" ContentType="${CONTENT}.${type}+xml"/>`;
  return (
    `<Types xmlns="${PACKAGE_NAMESPACE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    override('workbook.xml', 'sheet.main') +
    paths.map((path) => override(path, 'worksheet')).join('') +
    override('styles.xml', 'styles') +
    '</Types>'
  );
}

function toRelationships(links: readonly (readonly [type: string, target: string])[]): string {
  const written = links.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE_RELATIONSHIPS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE_NAMESPACE}/relationships">${written.join('')}</Relationships>`;
}

function toWorkbookXml(sheets: readonly WrittenSheet[]): string {
  const written = sheets.map(
    ({ name }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return (
    `<workbook xmlns="${SPREADSHEET_NAMESPACE}" xmlns:r="${OFFICE_RELATIONSHIPS}">` +
    `<bookViews><workbookView activeTab="0"/></bookViews><sheets>${written.join('')}</sheets></workbook>`
  );
}
