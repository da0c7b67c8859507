import type { Face } from 'harfbuzzjs';

/** Of the first four bits of fsType: restricted licence, no embedding at all. */
const USAGE_BITS = 0x0f;
const RESTRICTED = 0x02;
/** Of the high byte: no subsetting (bit 8), bitmaps only (bit 9). */
const NO_OUTLINES_OF_SINGLE_LETTERS = 0x03;

/**
 * Whether a font's licence bits allow what is done with every font here: the outlines of some of its letters are put
 * into a document (OpenType, OS/2 fsType). A font without an OS/2 table forbids nothing.
 */
export function mayBeEmbedded(face: Face): boolean {
  const os2 = face.referenceTable('OS/2');
  if (os2 === undefined) return true;
  if ((os2[9]! & USAGE_BITS) === RESTRICTED) return false;
  return (os2[8]! & NO_OUTLINES_OF_SINGLE_LETTERS) === 0;
}
