import type { Crest } from '../crest/crest.ts';
import { objectNumbers, reference } from './object-numbers.ts';
import type { ObjectWriter, StreamMember } from './object-writer.ts';
import { toPdfNumber } from './pdf-text.ts';

const { template } = objectNumbers;

/**
 * Writes the crest as a form one unit high: its paths, or a picture with its transparency as a soft mask
 * (ISO 32000-1:2008 §11.6.5.3, which PDF/A-3 allows).
 * @returns members for the objects that this crest does not need: their numbers exist in every file.
 */
export function writeCrest(writer: ObjectWriter, crest: Crest): readonly StreamMember[] {
  const form = `/Type/XObject/Subtype/Form/BBox[0 0 ${toPdfNumber(crest.aspect)} 1]`;
  if (!('image' in crest)) {
    writer.stream(template.crest, Buffer.from(crest.operators, 'latin1'), form);
    return [toNothing(template.crestImage), toNothing(template.crestMask)];
  }
  const { width, height, rgb, alpha } = crest.image;
  const image = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8`;
  writer.stream(
    template.crest,
    Buffer.from(`${toPdfNumber(crest.aspect)} 0 0 1 0 0 cm /Image Do`, 'latin1'),
    `${form}/Resources<</XObject<</Image ${reference(template.crestImage)}>>>>`,
  );
  const mask = alpha === undefined ? '' : `/SMask ${reference(template.crestMask)}`;
  writer.stream(
    template.crestImage,
    toUpRows(rgb, 3 * width),
    `${image}/ColorSpace/DeviceRGB${mask}${toParameters(3, width)}`,
  );
  if (alpha === undefined) return [toNothing(template.crestMask)];
  writer.stream(
    template.crestMask,
    toUpRows(alpha, width),
    `${image}/ColorSpace/DeviceGray${toParameters(1, width)}`,
  );
  return [];
}

function toNothing(number: number): StreamMember {
  return { number, body: 'null' };
}

/** PNG's filter Up: emblems have large even surfaces, whose rows differ little from those above. */
const UP = 2;

function toUpRows(pixels: Uint8Array, rowBytes: number): Uint8Array {
  const rows = pixels.length / rowBytes;
  const filtered = new Uint8Array((rowBytes + 1) * rows);
  for (let row = 0; row < rows; row++) {
    const to = row * (rowBytes + 1);
    filtered[to] = UP;
    for (let index = 0; index < rowBytes; index++) {
      const above = row === 0 ? 0 : pixels[(row - 1) * rowBytes + index]!;
      filtered[to + 1 + index] = pixels[row * rowBytes + index]! - above;
    }
  }
  return filtered;
}

function toParameters(colours: number, columns: number): string {
  return `/DecodeParms<</Predictor 15/Colors ${colours}/Columns ${columns}>>`;
}
