import { AppError } from '../../shared/app-error.ts';
import { FACE_NAMES } from './embedded-font.ts';
import type { FaceName } from './embedded-font.ts';
import { FontSubsetter } from './embedding/font-subsetter.ts';
import { RecurringCache } from './recurring-cache.ts';
import { FaceShaper } from './shaping/face-shaper.ts';
import type { FaceMetrics } from './shaping/face-shaper.ts';
import type { ShapedText } from './shaping/shaped-text.ts';

/**
 * Shaped texts kept per face and generation: what some hundred documents of many curricula share, and what each has for
 * itself. More would keep the texts of students who are done.
 */
const CACHED_TEXTS = 4_000;

/**
 * Sets text in the faces of a document: which outlines stand where. Needs no repertoire, so layout can
 * measure and wrap before a batch is frozen. Not shared between threads; every worker has its own.
 */
export interface TextShaper {
  /** @throws AppError `glyph-missing`; ask {@link TextShaper.findMissingGlyphs} first where text is new. */
  shape(face: FaceName, text: string): ShapedText;
  /** Advance width in thousandths of the font size. @throws AppError `glyph-missing` */
  measure(face: FaceName, text: string): number;
  /** Distinct code points of a text that the face cannot set, in order; also invisible and private ones. */
  findMissingGlyphs(face: FaceName, text: string): readonly number[];
  /** Where wrapping keeps its results: the same titles are wrapped for every student. */
  readonly wrappedLines: RecurringCache<readonly string[]>;
  /** The face's TrueType program, as it was given. */
  program(face: FaceName): Uint8Array;
  metrics(face: FaceName): FaceMetrics;
  /** The face's program with these glyphs' outlines only, glyph ids kept. */
  subset(face: FaceName, glyphs: Iterable<number>): Uint8Array;
}

/** @throws AppError `template-invalid` for a font that is not TrueType or must not be embedded. */
export function createTextShaper(faces: Readonly<Record<FaceName, Uint8Array>>): TextShaper {
  const setters = mapFaces((name) => openFace(name, faces[name]));
  const caches = mapFaces(() => new RecurringCache<ShapedText>(CACHED_TEXTS));
  const shapeNew = mapFaces((name) => (text: string) => setters[name].shape(text));
  let subsetter: FontSubsetter | undefined;

  function shape(face: FaceName, text: string): ShapedText {
    return caches[face].get(text, shapeNew[face]);
  }

  return {
    shape,
    measure: (face, text) => shape(face, text).widthMilliEm,
    findMissingGlyphs: (face, text) => setters[face].findMissingGlyphs(text),
    wrappedLines: new RecurringCache(CACHED_TEXTS),
    program: (face) => faces[face],
    metrics: (face) => setters[face].metrics,
    subset(face, glyphs) {
      subsetter ??= new FontSubsetter();
      return subsetter.subset(faces[face], glyphs);
    },
  };
}

/** Distinct code points that a face cannot set, so that a record is refused before anything is signed. */
export function findMissingGlyphs(
  shaper: TextShaper,
  face: FaceName,
  text: string,
): readonly number[] {
  return shaper.findMissingGlyphs(face, text);
}

function openFace(name: FaceName, program: Uint8Array): FaceShaper {
  const face = FaceShaper.open(program);
  if (face !== undefined) return face;
  throw new AppError('template-invalid', {
    th: `ไฟล์แบบอักษรของหน้า ${name} ไม่ใช่ TrueType หรือไม่อนุญาตให้ฝังในเอกสาร`,
    en: `The font file of the ${name} face is not TrueType or does not allow embedding.`,
  });
}

function mapFaces<Value>(toValue: (face: FaceName) => Value): Record<FaceName, Value> {
  return Object.fromEntries(FACE_NAMES.map((face) => [face, toValue(face)])) as Record<
    FaceName,
    Value
  >;
}
