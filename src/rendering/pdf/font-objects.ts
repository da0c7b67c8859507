import type { EmbeddedFont } from '../text/embedded-font.ts';
import type { ObjectWriter, StreamMember } from './object-writer.ts';
import { fontNumbers } from './object-numbers.ts';
import { asciiString, referenceTo, toTemplateMember } from './template-member.ts';

/** Name of a face in the resources of every page. */
export const FONT_RESOURCE = { regular: 'R', bold: 'B' } as const;

/**
 * Writes the two streams of an embedded face and returns its dictionaries: a Type 0 font whose codes
 * are CIDs, with a TrueType descendant (ISO 32000-2:2020 §9.7).
 */
export function writeFont(writer: ObjectWriter, font: EmbeddedFont): readonly StreamMember[] {
  const numbers = fontNumbers(font.face);
  const { metrics } = font;

  writer.stream(numbers.program, font.program, `/Length1 ${font.program.length}`);
  writer.stream(numbers.toUnicode, font.toUnicode);

  return [
    toTemplateMember(numbers.font, {
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: font.postScriptName,
      Encoding: 'Identity-H',
      DescendantFonts: [referenceTo(numbers.descendant)],
      ToUnicode: referenceTo(numbers.toUnicode),
    }),
    toTemplateMember(numbers.descendant, {
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: font.postScriptName,
      CIDSystemInfo: {
        Registry: asciiString('Adobe'),
        Ordering: asciiString('Identity'),
        Supplement: 0,
      },
      FontDescriptor: referenceTo(numbers.descriptor),
      DW: 0,
      W: [0, font.widths],
      CIDToGIDMap: 'Identity',
    }),
    toTemplateMember(numbers.descriptor, {
      Type: 'FontDescriptor',
      FontName: font.postScriptName,
      // Symbolic, because codes are our own and mean nothing outside this font.
      Flags: 4,
      FontBBox: metrics.bbox,
      ItalicAngle: 0,
      Ascent: metrics.ascent,
      Descent: metrics.descent,
      CapHeight: metrics.capHeight,
      XHeight: metrics.xHeight,
      StemV: metrics.stemV,
      FontFile2: referenceTo(numbers.program),
    }),
  ];
}
