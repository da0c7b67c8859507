import { concatBytes, latin1Bytes } from '../../../../src/shared/bytes.ts';
import type { EmbeddedFont } from '../../../../src/rendering/text/embedded-font.ts';

/** A line of a sample: what is shown, at which size. */
export interface SampleLine {
  readonly text: string;
  readonly sizePt: number;
}

const PAGE_WIDTH_PT = 595;
const PAGE_HEIGHT_PT = 842;
const MARGIN_PT = 40;
/** Far apart, so that no extractor takes two lines for one. */
const LEADING = 2;

/** A plain PDF that shows each line once, top to bottom, in one face: to ask extractors what they read. */
export function encodeSamplePdf(font: EmbeddedFont, lines: readonly SampleLine[]): Uint8Array {
  const pages = paginate(lines);
  const fontObjects = encodeFont(font);
  const firstPage = 3 + fontObjects.length;
  const pageNumbers = pages.map((_, index) => firstPage + 2 * index);
  const objects = [
    latin1Bytes('<< /Type /Catalog /Pages 2 0 R >>'),
    latin1Bytes(
      `<< /Type /Pages /Count ${pages.length} /Kids [${pageNumbers.map((number) => `${number} 0 R`).join(' ')}] >>`,
    ),
    ...fontObjects,
    ...pages.flatMap((page, index) => [
      latin1Bytes(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE_WIDTH_PT} ${PAGE_HEIGHT_PT}]` +
          ` /Resources << /Font << /F 3 0 R >> >> /Contents ${pageNumbers[index]! + 1} 0 R >>`,
      ),
      stream('', latin1Bytes(encodePage(font, page))),
    ]),
  ];
  return encodeFile(objects);
}

function paginate(lines: readonly SampleLine[]): SampleLine[][] {
  const pages: SampleLine[][] = [];
  let left = 0;
  for (const line of lines) {
    const height = line.sizePt * LEADING;
    if (left < height) {
      pages.push([]);
      left = PAGE_HEIGHT_PT - 2 * MARGIN_PT;
    }
    pages.at(-1)!.push(line);
    left -= height;
  }
  return pages;
}

function encodePage(font: EmbeddedFont, lines: readonly SampleLine[]): string {
  let y = PAGE_HEIGHT_PT - MARGIN_PT;
  let content = 'BT\n';
  for (const { text, sizePt } of lines) {
    y -= sizePt * LEADING;
    content += `/F ${sizePt} Tf 1 0 0 1 ${MARGIN_PT} ${y} Tm ${font.encode(text).tjOperand} TJ\n`;
  }
  return `${content}ET`;
}

/** Objects 3 to 7: Type 0 font, CIDFont, descriptor, program, ToUnicode. */
function encodeFont(font: EmbeddedFont): Uint8Array[] {
  const { ascent, descent, capHeight, xHeight, stemV, bbox } = font.metrics;
  const name = font.postScriptName;
  return [
    latin1Bytes(
      `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H` +
        ' /DescendantFonts [4 0 R] /ToUnicode 7 0 R >>',
    ),
    latin1Bytes(
      `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name}` +
        ' /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>' +
        ` /FontDescriptor 5 0 R /CIDToGIDMap /Identity /W [0 [${font.widths.join(' ')}]] >>`,
    ),
    latin1Bytes(
      `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /ItalicAngle 0 /Ascent ${ascent}` +
        ` /Descent ${descent} /CapHeight ${capHeight} /XHeight ${xHeight} /StemV ${stemV}` +
        ` /FontBBox [${bbox.join(' ')}] /FontFile2 6 0 R >>`,
    ),
    stream(`/Length1 ${font.program.length}`, font.program),
    stream('', font.toUnicode),
  ];
}

function stream(entries: string, bytes: Uint8Array): Uint8Array {
  return concatBytes(
    latin1Bytes(`<< /Length ${bytes.length} ${entries} >>\nstream\n`),
    bytes,
    latin1Bytes('\nendstream'),
  );
}

function encodeFile(objects: readonly Uint8Array[]): Uint8Array {
  const parts = [latin1Bytes('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n')];
  let offset = parts[0]!.length;
  let table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const [index, body] of objects.entries()) {
    const object = concatBytes(
      latin1Bytes(`${index + 1} 0 obj\n`),
      body,
      latin1Bytes('\nendobj\n'),
    );
    table += `${String(offset).padStart(10, '0')} 00000 n \n`;
    offset += object.length;
    parts.push(object);
  }
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${offset}\n%%EOF\n`;
  return concatBytes(...parts, latin1Bytes(table + trailer));
}
