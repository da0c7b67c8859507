/** One outline and where it stands, in font units from the pen at the start of its unit. */
export interface GlyphComponent {
  /** Glyph id in the face's original program. */
  readonly glyph: number;
  readonly dx: number;
  readonly dy: number;
}

/**
 * What one code of a PDF string draws and says: a letter, all marks of a letter together, or SARA AM.
 * Two units with equal keys share a CID.
 */
export interface GlyphUnit {
  readonly components: readonly GlyphComponent[];
  /** Font units; 0 for marks. */
  readonly advance: number;
  /** What a reader extracts for it; never empty. */
  readonly text: string;
  /** Identity: outlines, offsets, advance and text (thus one glyph may own several CIDs). */
  readonly key: string;
}

/** A unit with its key. */
export function toUnit(
  components: readonly GlyphComponent[],
  advance: number,
  text: string,
): GlyphUnit {
  return { components, advance, text, key: `${outlineKey({ components, advance })}|${text}` };
}

/** A text shaped for one face. */
export interface ShapedText {
  readonly units: readonly GlyphUnit[];
  /** Kerning before each unit in font units (mostly 0), and one more entry for after the last. */
  readonly gaps: readonly number[];
  /** Advance width in thousandths of the font size. */
  readonly widthMilliEm: number;
}

/** The identity of what a unit draws; units that differ in text alone share one glyph. */
function outlineKey(unit: Pick<GlyphUnit, 'components' | 'advance'>): string {
  let key = String(unit.advance);
  for (const { glyph, dx, dy } of unit.components) key += `;${glyph},${dx},${dy}`;
  return key;
}
