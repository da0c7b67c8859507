import { createHash } from 'node:crypto';

import { isAppError } from '../../shared/app-error.ts';
import { toHex } from '../../shared/bytes.ts';
import { BASIC_TEXTS } from './basic-texts.ts';
import { FACE_NAMES } from './embedded-font.ts';
import type { FaceName } from './embedded-font.ts';
import { glyphMissingError } from './shaping/glyph-missing.ts';
import type { GlyphUnit, ShapedText } from './shaping/shaped-text.ts';
import type { TextShaper } from './text-shaper.ts';

/** A text and the face it will be set in. */
export interface FacedText {
  readonly face: FaceName;
  readonly text: string;
  /** Where the text stands, to be named when it cannot be set: a field of the record, a label. */
  readonly place?: string | undefined;
}

/** What one face has to be able to draw. */
export interface FaceRepertoire {
  /** SHA-256 of the face's TrueType program, lower-case hex: glyph ids mean nothing in another font. */
  readonly programDigestHex: string;
  /** In the order of their CIDs: the first has CID 1. */
  readonly units: readonly GlyphUnit[];
}

/**
 * Everything that the documents of a batch draw. Frozen and stored when the batch is reserved, because
 * it decides font subsets and codes and so the bytes of every document.
 */
export type Repertoire = Readonly<Record<FaceName, FaceRepertoire>>;

/**
 * The repertoire of some texts and of what every document may need (identifiers, addresses, dates), in
 * the order of characters. Same texts in whatever order give the same repertoire.
 * @throws AppError `glyph-missing`
 */
export function collectRepertoire(shaper: TextShaper, texts: Iterable<FacedText>): Repertoire {
  const collection = new RepertoireCollection(shaper);
  for (const faced of texts) collection.add(faced);
  return collection.toRepertoire();
}

/** Texts that are remembered to have been added, of each face: some MB. */
const REMEMBERED_TEXTS = 30_000;

/** A repertoire that grows text by text, however many they are; see {@link collectRepertoire}. */
export class RepertoireCollection {
  readonly #shaper: TextShaper;
  readonly #found: Record<FaceName, Map<string, GlyphUnit>> = {
    regular: new Map(),
    bold: new Map(),
  };
  readonly #known: Record<FaceName, Set<string>> = { regular: new Set(), bold: new Set() };

  constructor(shaper: TextShaper) {
    this.#shaper = shaper;
    for (const face of FACE_NAMES) {
      for (const text of BASIC_TEXTS[face]) {
        if (shaper.findMissingGlyphs(face, text).length === 0) this.add({ face, text });
      }
    }
  }

  /** Whether adding a text would change nothing. Says no of some that were added long ago. */
  readonly isKnown = (face: FaceName, text: string): boolean => this.#known[face].has(text);

  /** @throws AppError `glyph-missing` */
  add({ face, text, place }: FacedText): void {
    const known = this.#known[face];
    if (known.has(text)) return;
    // What students share comes again soon; what is of one student alone never does.
    if (known.size >= REMEMBERED_TEXTS) known.clear();
    known.add(text);
    const found = this.#found[face];
    for (const unit of shapeAt(this.#shaper, { face, text, place }).units) {
      if (!found.has(unit.key)) found.set(unit.key, unit);
    }
  }

  toRepertoire(): Repertoire {
    const repertoireOf = (face: FaceName): FaceRepertoire => ({
      programDigestHex: programDigestHex(this.#shaper.program(face)),
      units: [...this.#found[face].values()].sort(compareUnits),
    });
    return { regular: repertoireOf('regular'), bold: repertoireOf('bold') };
  }
}

/** Shapes a text; one that cannot be set is named by its place. */
function shapeAt(shaper: TextShaper, { face, text, place }: FacedText): ShapedText {
  try {
    return shaper.shape(face, text);
  } catch (error) {
    if (place === undefined || !isAppError(error) || error.code !== 'glyph-missing') throw error;
    throw glyphMissingError(shaper.findMissingGlyphs(face, text), place);
  }
}

/** By text, so that codes of neighbouring characters are neighbours; then by outline. */
export function compareUnits(left: GlyphUnit, right: GlyphUnit): number {
  if (left.text !== right.text) return left.text < right.text ? -1 : 1;
  return left.key < right.key ? -1 : 1;
}

/** How a repertoire names the font it was collected from. */
export function programDigestHex(program: Uint8Array): string {
  return toHex(createHash('sha256').update(program).digest());
}
