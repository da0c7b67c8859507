import type { GlyphComponent } from '../shaping/shaped-text.ts';
import { tableView } from './sfnt.ts';
import type { SfntTables } from './sfnt.ts';

/** xMin, yMin, xMax, yMax in font units. */
export type Box = readonly [number, number, number, number];

/** What the font's limits (maxp) count of a glyph. */
export interface OutlineCounts {
  readonly points: number;
  readonly contours: number;
  /** 0 for an outline of its own, 1 for a composite of such, and so on. */
  readonly depth: number;
}

/** Component flags of the glyf table. */
const ARGUMENTS_ARE_WORDS = 0x0001;
const ARGUMENTS_ARE_OFFSETS = 0x0002;
const HAS_SCALE = 0x0008;
const MORE_COMPONENTS = 0x0020;
const HAS_TWO_SCALES = 0x0040;
const HAS_MATRIX = 0x0080;

const GLYPH_HEADER_SIZE = 10;
const LARGEST_COMPONENT_SIZE = 8;

/** Glyph records of a subset, one array per glyph id; empty for a glyph without outline. */
export function readGlyphs(tables: SfntTables): Uint8Array[] {
  const glyf = tables.get('glyf')!;
  const loca = tableView(tables.get('loca')!);
  const long = tableView(tables.get('head')!).getInt16(50) === 1;
  const count = tableView(tables.get('maxp')!).getUint16(4);
  const offsetOf = (glyph: number) =>
    long ? loca.getUint32(4 * glyph) : 2 * loca.getUint16(2 * glyph);
  return Array.from({ length: count }, (_, glyph) =>
    glyf.subarray(offsetOf(glyph), offsetOf(glyph + 1)),
  );
}

/** The bounding box in a glyph's header, or `undefined` without outline. */
export function glyphBox(record: Uint8Array): Box | undefined {
  if (record.length === 0) return undefined;
  const view = tableView(record);
  return [view.getInt16(2), view.getInt16(4), view.getInt16(6), view.getInt16(8)];
}

/** The smallest box around several, or `undefined` around none. */
export function unionBox(boxes: readonly Box[]): Box | undefined {
  const [first, ...rest] = boxes;
  if (first === undefined) return undefined;
  let [xMin, yMin, xMax, yMax] = first;
  for (const box of rest) {
    xMin = Math.min(xMin, box[0]);
    yMin = Math.min(yMin, box[1]);
    xMax = Math.max(xMax, box[2]);
    yMax = Math.max(yMax, box[3]);
  }
  return [xMin, yMin, xMax, yMax];
}

/** A composite glyph of existing ones at fixed offsets (OpenType glyf, "Composite Glyph Description"). */
export function encodeComposite(
  glyphs: readonly Uint8Array[],
  components: readonly GlyphComponent[],
): Uint8Array<ArrayBuffer> {
  const drawn = components.filter(({ glyph }) => glyphs[glyph]!.length > 0);
  const box = unionBox(
    drawn.map(({ glyph, dx, dy }) => {
      const [xMin, yMin, xMax, yMax] = glyphBox(glyphs[glyph]!)!;
      return [xMin + dx, yMin + dy, xMax + dx, yMax + dy];
    }),
  );
  if (box === undefined) return new Uint8Array(0);

  const record = new Uint8Array(GLYPH_HEADER_SIZE + drawn.length * LARGEST_COMPONENT_SIZE);
  const view = tableView(record);
  view.setInt16(0, -1);
  for (const [index, edge] of box.entries()) view.setInt16(2 + 2 * index, edge);
  let at = GLYPH_HEADER_SIZE;
  for (const [index, { glyph, dx, dy }] of drawn.entries()) {
    const more = index < drawn.length - 1 ? MORE_COMPONENTS : 0;
    const words = isByte(dx) && isByte(dy) ? 0 : ARGUMENTS_ARE_WORDS;
    view.setUint16(at, words | ARGUMENTS_ARE_OFFSETS | more);
    view.setUint16(at + 2, glyph);
    if (words === 0) {
      view.setInt8(at + 4, dx);
      view.setInt8(at + 5, dy);
      at += 6;
    } else {
      view.setInt16(at + 4, dx);
      view.setInt16(at + 6, dy);
      at += 8;
    }
  }
  return record.slice(0, at);
}

function isByte(value: number): boolean {
  return value >= -0x80 && value <= 0x7f;
}

/** Points, contours and nesting of a glyph with everything it is composed of. */
export function countOutline(glyphs: readonly Uint8Array[], glyph: number): OutlineCounts {
  const record = glyphs[glyph]!;
  if (record.length === 0) return { points: 0, contours: 0, depth: 0 };
  const view = tableView(record);
  const contours = view.getInt16(0);
  if (contours >= 0) {
    const points = contours === 0 ? 0 : view.getUint16(GLYPH_HEADER_SIZE + 2 * (contours - 1)) + 1;
    return { points, contours, depth: 0 };
  }
  const parts = componentGlyphs(record).map((part) => countOutline(glyphs, part));
  return {
    points: parts.reduce((sum, part) => sum + part.points, 0),
    contours: parts.reduce((sum, part) => sum + part.contours, 0),
    depth: 1 + Math.max(...parts.map((part) => part.depth)),
  };
}

/** The glyphs that a composite is made of; none for an outline of its own. */
export function componentGlyphs(record: Uint8Array): readonly number[] {
  return componentOffsets(record).map((at) => tableView(record).getUint16(at + 2));
}

/** A copy of a glyph with other ids for the glyphs that it is made of. */
export function renumberComponents(
  record: Uint8Array,
  newIds: ReadonlyMap<number, number>,
): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(record);
  const view = tableView(copy);
  for (const at of componentOffsets(copy)) {
    view.setUint16(at + 2, newIds.get(view.getUint16(at + 2))!);
  }
  return copy;
}

/** Where in a composite each of its components begins. */
function componentOffsets(record: Uint8Array): readonly number[] {
  const found: number[] = [];
  if (record.length === 0) return found;
  const view = tableView(record);
  if (view.getInt16(0) >= 0) return found;
  let at = GLYPH_HEADER_SIZE;
  let flags: number;
  do {
    flags = view.getUint16(at);
    found.push(at);
    at += flags & ARGUMENTS_ARE_WORDS ? 8 : 6;
    if (flags & HAS_SCALE) at += 2;
    else if (flags & HAS_TWO_SCALES) at += 4;
    else if (flags & HAS_MATRIX) at += 8;
  } while (flags & MORE_COMPONENTS);
  return found;
}
