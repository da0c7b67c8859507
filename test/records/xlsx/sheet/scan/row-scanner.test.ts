import { describe, expect, it } from '@jest/globals';
import { ByteWindow } from '../../../../../src/records/xlsx/sheet/scan/byte-window.ts';
import type { ScanResult } from '../../../../../src/records/xlsx/sheet/scan/row-scanner.ts';
import { RowScanner } from '../../../../../src/records/xlsx/sheet/scan/row-scanner.ts';
import type { SheetCell } from '../../../../../src/records/xlsx/sheet/sheet-cell.ts';
import { utf8Bytes } from '../../../../../src/shared/bytes.ts';
import { WORKBOOK } from '../sheet-support.ts';

function scan(xml: string): { result: ScanResult; cells: readonly SheetCell[]; left: number } {
  const window = new ByteWindow();
  window.append(utf8Bytes(xml));
  const scanner = new RowScanner(WORKBOOK);
  const result = scanner.scan(window);
  return { result, cells: scanner.takeRow()?.cells ?? [], left: window.length };
}

describe('the row scanner', () => {
  it.each([
    [
      'Excel',
      '<row r="1" spans="1:2" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>1</v></c></row>',
    ],
    ['openpyxl', '<row r="1"><c r="A1" t="inlineStr"><is><t>ข้อ</t></is></c></row>'],
    ['XlsxWriter', '<row r="1" spans="1:1"><c r="A1"><v>3.25</v></c><c r="B1" s="1"/></row>'],
    [
      'LibreOffice',
      '<row r="1" customFormat="false" ht="12.8" hidden="false"><c r="A1" s="0" t="n"><v>2566</v></c></row>',
    ],
    [
      'POI streaming',
      '<row r="1">\n<c r="A1" t="inlineStr"><is><t>a &lt; b &#3585;</t></is></c></row>',
    ],
    ['rows without places', "<row><c t='str'><f>A1&amp;B1</f><v>x</v></c></row>"],
    [
      'text with blanks',
      '<row r="1"><c t="inlineStr"><is><t xml:space="preserve"> x </t></is></c></row>',
    ],
  ])('reads what %s writes without the XML parser', (_, xml) => {
    const { result, cells, left } = scan(xml);
    expect([result, cells.length, left]).toEqual(['row', 1, 0]);
  });

  it.each([
    ['a comment', '<row r="1"><!-- --><c r="A1"/></row>'],
    ['CDATA', '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>'],
    ['a processing instruction', '<row r="1"><?x y?></row>'],
    ['a prefix', '<x:row r="1"></x:row>'],
    ['rich text', '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row>'],
    ['an unknown entity', '<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>'],
    ['a character that XML forbids', '<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>'],
    ['a control character', '<row r="1"><c r="A1" t="str"><v>\u0001</v></c></row>'],
    ['a carriage return', '<row r="1"><c r="A1" t="str"><v>a\rb</v></c></row>'],
    ['the end of CDATA in text', '<row r="1"><c r="A1" t="str"><v>]]></v></c></row>'],
    ['an attribute twice', '<row r="1" ht="1" ht="2"></row>'],
    ['an attribute of a cell twice', '<row r="1"><c r="A1" r="A1"/></row>'],
    ['attributes without a blank between', '<row r="1"ht="2"></row>'],
    ['a reference in an attribute', '<row r="1" ht="&#49;"></row>'],
    ['an attribute without a value', '<row r></row>'],
    ['a cell of another row', '<row r="1"><c r="A2"/></row>'],
    ['a cell twice', '<row r="1"><c r="A1"/><c r="A1"/></row>'],
    ['a cell beyond Excel', '<row r="1"><c r="XFE1"/></row>'],
    ['row 0', '<row r="0"></row>'],
    ['two values', '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>'],
    ['a shared text that is not there', '<row r="1"><c r="A1" t="s"><v>99</v></c></row>'],
    ['text between cells', '<row r="1">x</row>'],
    ['another element', '<row r="1"><d/></row>'],
    ['another end', '<row r="1"><c r="A1"></row>'],
  ])('leaves %s to the XML parser', (_, xml) => {
    expect(scan(`${xml}<row r="9">`).result).toBe('unusual');
  });

  it('asks for more as long as a row may still become one', () => {
    const xml =
      '<row r="1" ht=\'2\'><c r="AB1" s="3" t="inlineStr"><is><t xml:space="preserve">ก</t></is></c>' +
      '<c t="s"><v>1</v></c><c t="str"><f t="shared">1</f><v>y</v></c><c s="1"/> </row>';
    const bytes = utf8Bytes(xml);
    for (let length = 0; length < bytes.length; length++) {
      const window = new ByteWindow();
      window.append(bytes.subarray(0, length));
      expect(new RowScanner(WORKBOOK).scan(window)).toBe('more');
    }
    expect(scan(xml).result).toBe('row');
    expect(scan('</sheetData>').result).toBe('end');
  });
});
