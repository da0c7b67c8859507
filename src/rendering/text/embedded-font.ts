/** The faces of a document, in the order in which everything that lists faces lists them. */
export const FACE_NAMES = ['regular', 'bold'] as const;

/** Two faces are enough for a transcript; a template may later bring others. */
export type FaceName = (typeof FACE_NAMES)[number];

/** A text ready for a content stream. */
export interface EncodedRun {
  /** Operand of `TJ` with its brackets, Latin-1: `[(...)-20(...)]`. Strings are escaped for PDF. */
  readonly tjOperand: string;
  /** Advance width in thousandths of the font size. */
  readonly widthMilliEm: number;
}

/** One face, subset to a batch's repertoire: everything a Type 0 font with a CIDFontType2 descendant needs. */
export interface EmbeddedFont {
  readonly face: FaceName;
  /** With its subset tag: `ABCDEF+Sarabun-Regular`. */
  readonly postScriptName: string;
  /** TrueType program, not compressed. Its glyph ids are the CIDs. */
  readonly program: Uint8Array;
  /** By CID, thousandths of an em; equals the program's hmtx. */
  readonly widths: readonly number[];
  /** The ToUnicode CMap, not compressed. */
  readonly toUnicode: Uint8Array;
  /** Thousandths of an em. */
  readonly metrics: {
    readonly ascent: number;
    readonly descent: number;
    readonly capHeight: number;
    readonly xHeight: number;
    readonly stemV: number;
    readonly bbox: readonly [number, number, number, number];
  };
  /** @throws AppError `glyph-missing` when the repertoire has no glyph for a character. */
  encode(text: string): EncodedRun;
}
