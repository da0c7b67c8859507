import type { EmbeddedFont } from '../text/embedded-font.ts';
import type { ObjectWriter, StreamMember } from './object-writer.ts';
import { fontNumbers, reference } from './object-numbers.ts';

/** Name of a face in the resources of every page. */
export const FONT_RESOURCE = { regular: 'R', bold: 'B' } as const;

/**
 * Writes the three streams of an embedded face and returns its dictionaries: a Type 0 font whose codes
 * are CIDs, with a TrueType descendant (ISO 32000-2:2020 §9.7).
 */
export function writeFont(writer: ObjectWriter, font: EmbeddedFont): readonly StreamMember[] {
  const numbers = fontNumbers(font.face);
  const { metrics } = font;

  writer.stream(numbers.program, font.program, `/Length1 ${font.program.length}`);
  writer.stream(numbers.cidToGidMap, font.cidToGidMap);
  writer.stream(numbers.toUnicode, font.toUnicode);

  return [
    {
      number: numbers.font,
      body:
        `<</Type/Font/Subtype/Type0/BaseFont/${font.postScriptName}/Encoding/Identity-H` +
        `/DescendantFonts[${reference(numbers.descendant)}]/ToUnicode ${reference(numbers.toUnicode)}>>`,
    },
    {
      number: numbers.descendant,
      body:
        `<</Type/Font/Subtype/CIDFontType2/BaseFont/${font.postScriptName}` +
        `/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
        `/FontDescriptor ${reference(numbers.descriptor)}/DW 0/W[0[${font.widths.join(' ')}]]` +
        `/CIDToGIDMap ${reference(numbers.cidToGidMap)}>>`,
    },
    {
      number: numbers.descriptor,
      // Flag 4: symbolic, because codes are our own and mean nothing outside this font.
      body:
        `<</Type/FontDescriptor/FontName/${font.postScriptName}/Flags 4` +
        `/FontBBox[${metrics.bbox.join(' ')}]/ItalicAngle 0/Ascent ${metrics.ascent}` +
        `/Descent ${metrics.descent}/CapHeight ${metrics.capHeight}/XHeight ${metrics.xHeight}` +
        `/StemV ${metrics.stemV}/FontFile2 ${reference(numbers.program)}>>`,
    },
  ];
}
