import type { FaceName } from './embedded-font.ts';

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
/** What a printed address is written with besides: the configuration takes no others as public address. */
const ADDRESS = 'abcdefghijklmnopqrstuvwxyz-._:/()';
/** What layouts put between and around texts. */
const JOINTS = ' ·–—';

/**
 * What is in every repertoire whatever the batch says: identifiers, addresses and page counts are known only
 * when a document is made, and must never meet a missing glyph. Of those in bold stand numbers alone. Each character stands alone, so that no kerning pair is needed to draw it.
 */
export const BASIC_TEXTS: Readonly<Record<FaceName, readonly string[]>> = {
  regular: Array.from(CAPITALS + DIGITS + ADDRESS + JOINTS),
  bold: Array.from(`${DIGITS}-.,:/()${JOINTS}`),
};
