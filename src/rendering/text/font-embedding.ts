import { createHash } from 'node:crypto';

import { AppError } from '../../shared/app-error.ts';
import type { EmbeddedFont, EncodedRun, FaceName } from './embedded-font.ts';
import { arrangeUnits } from './embedding/composite-font.ts';
import { cidOperand, numberOperand } from './embedding/string-operand.ts';
import { encodeToUnicode } from './embedding/to-unicode.ts';
import { glyphMissingError } from './shaping/glyph-missing.ts';
import { programDigestHex } from './repertoire.ts';
import type { FaceRepertoire, Repertoire } from './repertoire.ts';
import type { ShapedText } from './shaping/shaped-text.ts';
import type { TextShaper } from './text-shaper.ts';

/**
 * The fonts of a batch: each face cut to the repertoire, marks baked into composite glyphs, with
 * everything that a PDF says of it. Same repertoire, same bytes.
 * @throws AppError `template-invalid` when the repertoire was collected from another font.
 */
export function embedFonts(
  shaper: TextShaper,
  repertoire: Repertoire,
): Readonly<Record<FaceName, EmbeddedFont>> {
  return {
    regular: embedFace(shaper, 'regular', repertoire.regular),
    bold: embedFace(shaper, 'bold', repertoire.bold),
  };
}

function embedFace(
  shaper: TextShaper,
  face: FaceName,
  { programDigestHex: digestHex, units }: FaceRepertoire,
): EmbeddedFont {
  if (digestHex !== programDigestHex(shaper.program(face))) throw otherFontError();
  const glyphs = new Set(units.flatMap(({ components }) => components.map(({ glyph }) => glyph)));
  const font = arrangeUnits(shaper.subset(face, glyphs), units);
  const { postScriptName, unitsPerEm, ...metrics } = shaper.metrics(face);
  const toMilliEm = (fontUnits: number) => (fontUnits * 1000) / unitsPerEm;
  const [xMin, yMin, xMax, yMax] = font.bbox;
  const cidByUnit = new Map(units.map(({ key }, index) => [key, index + 1]));

  return {
    face,
    postScriptName: `${subsetTag(font.program)}+${postScriptName}`,
    program: font.program,
    widths: font.advances.slice(0, units.length + 1).map(toMilliEm),
    toUnicode: encodeToUnicode(units.map(({ text }) => text)),
    metrics: {
      ...metrics,
      bbox: [
        Math.floor(toMilliEm(xMin)),
        Math.floor(toMilliEm(yMin)),
        Math.ceil(toMilliEm(xMax)),
        Math.ceil(toMilliEm(yMax)),
      ],
    },
    encode: (text) => encodeRun(shaper.shape(face, text), cidByUnit, toMilliEm),
  };
}

function encodeRun(
  { units, gaps, widthMilliEm }: ShapedText,
  cidByUnit: ReadonlyMap<string, number>,
  toMilliEm: (fontUnits: number) => number,
): EncodedRun {
  let operand = '[';
  let open = false;
  for (let index = 0; index <= units.length; index++) {
    const gap = gaps[index] ?? 0;
    if (gap !== 0) {
      // A positive number in TJ moves to the left (ISO 32000-2:2020 §9.4.3).
      operand += `${open ? ')' : ''}${numberOperand(-toMilliEm(gap))}`;
      open = false;
    }
    const unit = units[index];
    if (unit === undefined) break;
    const cid = cidByUnit.get(unit.key);
    if (cid === undefined) throw glyphMissingError([unit.text.codePointAt(0)!]);
    operand += (open ? '' : '(') + cidOperand(cid);
    open = true;
  }
  return { tjOperand: `${operand}${open ? ')' : ''}]`, widthMilliEm };
}

/** Six letters that name a subset (ISO 32000-2:2020 §9.9.2), from its bytes, so that equal fonts have equal names. */
function subsetTag(program: Uint8Array): string {
  const digest = createHash('sha256').update(program).digest();
  return String.fromCharCode(...digest.subarray(0, 6).map((byte) => 0x41 + (byte % 26)));
}

function otherFontError(): AppError {
  return new AppError('template-invalid', {
    th: 'ชุดเอกสารนี้เตรียมไว้ด้วยไฟล์แบบอักษรรุ่นอื่น กรุณาติดตั้งแบบอักษรเดิม หรือเตรียมชุดเอกสารใหม่',
    en: 'This batch was prepared with other font files. Install those again, or prepare the batch anew.',
  });
}
