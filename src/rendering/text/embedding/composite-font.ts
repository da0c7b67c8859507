import type { GlyphComponent } from '../shaping/shaped-text.ts';
import { countOutline, encodeComposite, glyphBox, readGlyphs, unionBox } from './glyph-outlines.ts';
import type { Box } from './glyph-outlines.ts';
import { encodeSfnt, readSfnt, tableView } from './sfnt.ts';
import type { SfntTables } from './sfnt.ts';

/** A glyph to append: existing outlines at fixed offsets under one advance width. */
export interface CompositeGlyph {
  readonly components: readonly GlyphComponent[];
  /** Font units. */
  readonly advance: number;
}

/** A program with composites behind its own glyphs. */
export interface CompositeFont {
  readonly program: Uint8Array;
  /** Glyph id of the first composite; the others follow in order. */
  readonly firstComposite: number;
  /** By glyph id, font units: the program's hmtx. */
  readonly advances: readonly number[];
  /** Around all outlines, font units: the program's head. */
  readonly bbox: Box;
}

/** Of one glyph, font units. */
export interface Metric {
  readonly advance: number;
  readonly leftSideBearing: number;
}

/**
 * Appends composite glyphs to a TrueType subset by writing glyf, loca, hmtx, hhea, maxp and head anew.
 * @throws RangeError when the program would hold more than 65,535 glyphs.
 */
export function appendComposites(
  subset: Uint8Array,
  composites: readonly CompositeGlyph[],
): CompositeFont {
  const tables = readSfnt(subset);
  const glyphs = readGlyphs(tables);
  const metrics = readMetrics(tables, glyphs.length);
  const firstComposite = glyphs.length;
  if (firstComposite + composites.length > 0xffff) throw new RangeError('too many glyphs');

  for (const { components, advance } of composites) {
    const record = encodeComposite(glyphs, components);
    glyphs.push(record);
    // A rasteriser moves an outline by xMin - lsb: they have to agree for it to stay where it is.
    metrics.push({ advance, leftSideBearing: glyphBox(record)?.[0] ?? 0 });
  }

  const bbox = unionBox(glyphs.map(glyphBox).filter((box) => box !== undefined)) ?? [0, 0, 0, 0];
  writeOutlines(tables, glyphs, bbox);
  writeMetrics(tables, glyphs, metrics);
  writeLimits(tables, glyphs, firstComposite, composites);
  const advances = metrics.map(({ advance }) => advance);
  return { program: encodeSfnt(tables), firstComposite, advances, bbox };
}

/** By glyph id, from hmtx. */
export function readMetrics(tables: SfntTables, glyphCount: number): Metric[] {
  const hmtx = tableView(tables.get('hmtx')!);
  const fullCount = tableView(tables.get('hhea')!).getUint16(34);
  return Array.from({ length: glyphCount }, (_, glyph) => {
    const last = Math.min(glyph, fullCount - 1);
    const bearingAt = glyph < fullCount ? 4 * glyph + 2 : 4 * fullCount + 2 * (glyph - fullCount);
    return { advance: hmtx.getUint16(4 * last), leftSideBearing: hmtx.getInt16(bearingAt) };
  });
}

/** Writes glyf and loca anew, and what head says of them. */
export function writeOutlines(tables: SfntTables, glyphs: readonly Uint8Array[], bbox: Box): void {
  const size = glyphs.reduce((sum, record) => sum + evenSize(record), 0);
  const glyf = new Uint8Array(size);
  const long = size > 2 * 0xffff;
  const loca = new Uint8Array((glyphs.length + 1) * (long ? 4 : 2));
  const locaView = tableView(loca);
  let offset = 0;
  const note = (glyph: number) => {
    if (long) locaView.setUint32(4 * glyph, offset);
    else locaView.setUint16(2 * glyph, offset / 2);
  };
  for (const [glyph, record] of glyphs.entries()) {
    note(glyph);
    glyf.set(record, offset);
    offset += evenSize(record);
  }
  note(glyphs.length);
  tables.set('glyf', glyf).set('loca', loca);

  const head = tableView(tables.get('head')!);
  for (const [index, edge] of bbox.entries()) head.setInt16(36 + 2 * index, edge);
  head.setInt16(50, long ? 1 : 0);
}

function evenSize(record: Uint8Array): number {
  return record.length + (record.length % 2);
}

/** Writes hmtx anew, and what hhea says of it. */
export function writeMetrics(
  tables: SfntTables,
  glyphs: readonly Uint8Array[],
  metrics: readonly Metric[],
): void {
  const hmtx = new Uint8Array(4 * metrics.length);
  const view = tableView(hmtx);
  const extremes = { advance: 0, left: 0, right: 0, extent: 0 };
  for (const [glyph, { advance, leftSideBearing }] of metrics.entries()) {
    view.setUint16(4 * glyph, advance);
    view.setInt16(4 * glyph + 2, leftSideBearing);
    extremes.advance = Math.max(extremes.advance, advance);
    const box = glyphBox(glyphs[glyph]!);
    if (box === undefined) continue;
    const extent = leftSideBearing + box[2] - box[0];
    extremes.left = Math.min(extremes.left, leftSideBearing);
    extremes.right = Math.min(extremes.right, advance - extent);
    extremes.extent = Math.max(extremes.extent, extent);
  }
  tables.set('hmtx', hmtx);
  const hhea = tableView(tables.get('hhea')!);
  hhea.setUint16(10, extremes.advance);
  hhea.setInt16(12, extremes.left);
  hhea.setInt16(14, extremes.right);
  hhea.setInt16(16, extremes.extent);
  hhea.setUint16(34, metrics.length);
}

function writeLimits(
  tables: SfntTables,
  glyphs: readonly Uint8Array[],
  firstComposite: number,
  composites: readonly CompositeGlyph[],
): void {
  const maxp = tableView(tables.get('maxp')!);
  const raise = (offset: number, value: number) => {
    maxp.setUint16(offset, Math.max(maxp.getUint16(offset), value));
  };
  maxp.setUint16(4, glyphs.length);
  for (const [index, { components }] of composites.entries()) {
    const { points, contours, depth } = countOutline(glyphs, firstComposite + index);
    raise(10, points);
    raise(12, contours);
    raise(28, components.length);
    raise(30, depth);
  }
}
